package tokenmanagement.admin;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import tokenmanagement.security.AuditEvent;
import tokenmanagement.security.AuditRow;
import tokenmanagement.security.AuditStore;
import tokenmanagement.security.AuditTrail;
import tokenmanagement.security.AuditVerdict;
import tokenmanagement.security.AuditVerification;

/** The audit trail, newest first; what is searched for stands in the address. */
@Named
@RequestScoped
public class AuditPage {
    private static final int ROWS = 50;

    @Inject
    AuditStore store;

    @Inject
    AuditVerification verification;

    @Inject
    AuditTrail audit;

    @Inject
    Console console;

    private AuditFilterForm filter;
    private List<AuditRow> found = List.of();
    private String verdict = "";
    private boolean whole;

    @PostConstruct
    void open() {
        filter = AuditFilterForm.of(
                FacesContext.getCurrentInstance().getExternalContext().getRequestParameterMap());
        if (filter.mistake().isEmpty()) {
            found = store.search(filter.search(), ROWS + 1);
        }
    }

    public AuditFilterForm getFilter() {
        return filter;
    }

    public List<AuditRow> getRows() {
        return found.subList(0, Math.min(ROWS, found.size()));
    }

    /** The address of the next page, or nothing. */
    public String getNext() {
        return found.size() > ROWS ? filter.addressBehind(found.get(ROWS - 1)) : "";
    }

    /** What the verification found, in words; empty when none was asked for. */
    public String getVerdict() {
        return verdict;
    }

    public boolean isWhole() {
        return whole;
    }

    public void verify() {
        Optional<AuditVerdict> result = verification.verifyUnlessBusy();
        whole = result.map(AuditVerdict::valid).orElse(false);
        verdict = result.map(AuditPage::words).orElse("The trail is being verified already. Try again in a minute.");
        audit.record(console.event("audit.verify").ended(result.isPresent() ? AuditEvent.OK : "too-many-requests"));
    }

    static String words(AuditVerdict verdict) {
        return verdict.fault()
                .map(fault -> "The trail is not whole: entry " + fault.entry() + " is " + fault.what()
                        + ". It is the first that is wrong, after " + verdict.entries() + " that are right.")
                .orElseGet(() -> "The trail is whole: all " + verdict.entries() + " entries are as they were written.");
    }
}
