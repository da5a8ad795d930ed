package tokenmanagement.admin;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tokenmanagement.clients.ClientId;
import tokenmanagement.clients.ClientState;
import tokenmanagement.clients.ClientSummary;
import tokenmanagement.clients.ClientView;
import tokenmanagement.clients.ClientViewStore;
import tokenmanagement.tokens.TokenGenerationStore;

/**
 * One registration and the history of its tokens. Which one stands in the address, and in every form of the page.
 */
@Named
@RequestScoped
public class ClientPage {
    static final String ADDRESS = "/admin/client.xhtml";

    @Inject
    ClientViewStore clients;

    @Inject
    TokenGenerationStore generations;

    @Inject
    Clock clock;

    private Instant now;
    private Optional<ClientView> client = Optional.empty();

    @PostConstruct
    void open() {
        now = clock.instant();
        client = id(external().getRequestParameterMap().get("id")).flatMap(clients::find);
    }

    static Optional<Long> id(String text) {
        return Optional.ofNullable(text).flatMap(ClientId::parse);
    }

    /** Before the page is shown: 404 for what is not there, or not any more. */
    public void check() throws IOException {
        if (client.isEmpty()) {
            external().responseSendError(HttpServletResponse.SC_NOT_FOUND, "");
            FacesContext.getCurrentInstance().responseComplete();
        }
    }

    /** Without it the page has no buttons to be pressed, and {@link #check} answers 404. */
    public boolean isThere() {
        return client.isPresent();
    }

    public ClientSummary getClient() {
        return client.map(ClientView::summary).orElseThrow();
    }

    public long getVersion() {
        return client.orElseThrow().getVersion();
    }

    /** The version that the page had when its form was shown; none that ever was for whatever is no number. */
    long getShownVersion() {
        return id(external().getRequestParameterMap().get("version")).orElse(-1L);
    }

    /** Which of the two client secrets Google accepted last, in words. */
    public String getSecret() {
        return getClient()
                .clientSecretAccepted()
                .map(which ->
                        which.equals("current") ? "accepted by Google" : "not accepted yet; the one before it still is")
                .orElse("not used yet");
    }

    public ClientRow getRow() {
        return new ClientRow(client.orElseThrow(), now);
    }

    /** Whether there is anything to disconnect. */
    public boolean isConnected() {
        ClientState state = client.orElseThrow().getState();
        return state != ClientState.NEVER_CONNECTED && state != ClientState.DISCONNECTED;
    }

    public String getNextStep() {
        return NextStep.of(getRow().client().getState(), getRow().errorWord());
    }

    public Moment getNextRefresh() {
        return getClient()
                .nextRefreshAt()
                .map(at -> at.isAfter(now) ? Moment.ahead(at, now) : new Moment("now", at.toString()))
                .orElse(Moment.NONE);
    }

    public Moment getRegistered() {
        return Moment.past(getClient().createdAt(), now);
    }

    public Moment getChanged() {
        return Moment.past(getClient().updatedAt(), now);
    }

    public List<GenerationRow> getHistory() {
        return generations.newestFirst(getClient().clientId()).stream()
                .map(generation -> new GenerationRow(generation, now))
                .toList();
    }

    private static ExternalContext external() {
        return FacesContext.getCurrentInstance().getExternalContext();
    }
}
