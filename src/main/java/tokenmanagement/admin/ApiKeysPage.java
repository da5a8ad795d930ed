package tokenmanagement.admin;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.component.UIInput;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tokenmanagement.platform.Problem;
import tokenmanagement.platform.ProblemException;
import tokenmanagement.security.ApiKeyIssuer;
import tokenmanagement.security.ApiKeyRequest;
import tokenmanagement.security.ApiKeyStore;
import tokenmanagement.security.AuditEvent;
import tokenmanagement.security.AuditTrail;

/**
 * The API keys: their list, the form for a new one, and the new one itself in the answer to its form, nowhere later.
 * The bean ends with the request, so that no session ever holds a key.
 */
@Named
@RequestScoped
public class ApiKeysPage {
    private static final String ADDRESS = "/admin/api-keys.xhtml";
    private static final String FORM = "create:";
    private static final String TWO_ALREADY = "This name has two active API keys already. Revoke one of them first.";
    private static final Comparator<ApiKeyRow> ACTIVE_AND_NEW_FIRST = Comparator.comparing(ApiKeyRow::active)
            .thenComparing(row -> row.key().id())
            .reversed();

    @Inject
    ApiKeyIssuer issuer;

    @Inject
    ApiKeyStore keys;

    @Inject
    FormTicket ticket;

    @Inject
    Console console;

    @Inject
    AuditTrail audit;

    @Inject
    Clock clock;

    private Instant now;
    private ApiKeyForm form;
    private int number;
    private ApiKeyIssuer.Issued issued;

    @PostConstruct
    void open() {
        now = clock.instant();
        form = new ApiKeyForm(now);
    }

    public List<ApiKeyRow> getRows() {
        return keys.summaries().stream()
                .map(key -> new ApiKeyRow(key, now))
                .sorted(ACTIVE_AND_NEW_FIRST)
                .toList();
    }

    public Map<String, String> getScopes() {
        return ScopeWords.ALL;
    }

    public ApiKeyForm getForm() {
        return form;
    }

    /** The number that the form is sent with. */
    public int getNumber() {
        return ticket.getNumber();
    }

    public void setNumber(int number) {
        this.number = number;
    }

    /** For the one answer that shows it; else null, as Faces asks for it. */
    public ApiKeyIssuer.Issued getIssued() {
        return issued;
    }

    public void create() {
        try {
            ApiKeyRequest request = form.request();
            if (!ticket.take(number)) {
                message(null, "This form was sent twice. One key was made of it: see the list.");
                return;
            }
            AuditEvent event = console.event("api-key.create");
            Optional<ApiKeyIssuer.Issued> made = issuer.issue(request, event.caller());
            audit.recordChange(made.map(key -> event.detail("key=" + key.key().id()))
                    .orElseGet(() -> event.ended("already-exists")));
            made.ifPresentOrElse(this::show, () -> refuse("name", TWO_ALREADY));
        } catch (ProblemException e) {
            mistakes(e).forEach(mistake -> refuse(mistake.field(), ApiKeyForm.words(mistake)));
        }
    }

    private void show(ApiKeyIssuer.Issued made) {
        issued = made;
        form = new ApiKeyForm(now);
    }

    /** By the key's id and not by its row, which may have moved meanwhile. */
    public void revoke() throws IOException {
        FacesContext faces = FacesContext.getCurrentInstance();
        String id = faces.getExternalContext().getRequestParameterMap().get("revoke");
        boolean known = keys.summaries().stream()
                .anyMatch(key -> Long.toString(key.id()).equals(id));
        if (known) {
            AuditEvent event = console.event("api-key.revoke").detail("key=" + id);
            issuer.revoke(Long.parseLong(id), event.caller());
            audit.recordChange(event);
        }
        Console.redirect(ADDRESS + "?notice=" + (known ? "key-revoked" : "key-gone"));
    }

    @SuppressWarnings("unchecked")
    private static List<Problem.FieldError> mistakes(ProblemException refused) {
        return (List<Problem.FieldError>) refused.problem().members().get("errors");
    }

    private static void refuse(String field, String words) {
        message(FORM + field, words);
        FacesContext faces = FacesContext.getCurrentInstance();
        ((UIInput) faces.getViewRoot().findComponent(FORM + field)).setValid(false);
        faces.validationFailed();
    }

    private static void message(String place, String words) {
        FacesContext.getCurrentInstance()
                .addMessage(place, new FacesMessage(FacesMessage.SEVERITY_ERROR, words, words));
    }
}
