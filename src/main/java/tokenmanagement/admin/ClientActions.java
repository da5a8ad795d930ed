package tokenmanagement.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.Optional;
import tokenmanagement.clients.ClientChange;
import tokenmanagement.clients.ConnectLinks;
import tokenmanagement.security.AuditEvent;
import tokenmanagement.security.AuditTrail;
import tokenmanagement.security.BranchLimits;
import tokenmanagement.tokens.Disconnected;
import tokenmanagement.tokens.RegistrationStore;
import tokenmanagement.tokens.TokenService;

/**
 * What an administrator does about the registration of {@link ClientPage}. The bean ends with the request, so that no
 * session ever holds a connect link.
 */
@Named
@RequestScoped
public class ClientActions {
    @Inject
    ClientPage page;

    @Inject
    ConnectLinks links;

    @Inject
    TokenService tokens;

    @Inject
    RegistrationStore registrations;

    @Inject
    Console console;

    @Inject
    AuditTrail audit;

    private ConnectLinks.Issued link;

    /** For the one answer that shows it; else null, as Faces asks for it. */
    public ConnectLinks.Issued getLink() {
        return link;
    }

    public void createLink() throws IOException {
        AuditEvent event = event("connect-link.create");
        Optional<ConnectLinks.Issued> issued = links.issue(clientId(), BranchLimits.NONE, event.caller());
        if (issued.isEmpty()) {
            audit.recordChange(event.ended(Banner.NOT_FOUND));
            back(Banner.NOT_FOUND);
            return;
        }
        audit.recordChange(event);
        link = issued.get();
    }

    public void refresh() throws IOException {
        String word = Banner.wordFor(tokens.refresh(clientId(), BranchLimits.NONE));
        audit.recordChange(event("token.refresh").ended(word.equals(Banner.REFRESHED) ? AuditEvent.OK : word));
        back(word);
    }

    /** Destroys our copy of the tokens; whether the grant ends at Google as well is said on the next page. */
    public void disconnect() throws IOException {
        Optional<Disconnected> done = registrations.disconnect(page.getClient().branchId());
        AuditEvent event = event("token.disconnect");
        audit.recordChange(done.map(cut -> event.detail(
                        "revoked-at-google=" + cut.revokedAtGoogle().word()))
                .orElseGet(() -> event.ended(Banner.NOT_FOUND)));
        back(done.map(Banner::wordFor).orElse(Banner.NOT_FOUND));
    }

    public void activate() throws IOException {
        switchTo(true);
    }

    public void deactivate() throws IOException {
        switchTo(false);
    }

    /** Only if the registration is still the one that was shown. */
    private void switchTo(boolean active) throws IOException {
        boolean changed = registrations.change(clientId(), page.getShownVersion(), ClientChange.toActive(active));
        AuditEvent event = event("client.change").detail("active=" + active);
        audit.recordChange(changed ? event : event.ended("version-mismatch"));
        back(changed ? active ? "activated" : "deactivated" : "version-mismatch");
    }

    private AuditEvent event(String action) {
        return console.event(action).about(page.getClient().branchId(), clientId());
    }

    private long clientId() {
        return page.getClient().clientId();
    }

    private void back(String notice) throws IOException {
        Console.redirect(ClientPage.ADDRESS + "?id=" + clientId() + "&notice=" + notice);
    }
}
