package tokenmanagement.clients;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.logging.Logger;
import tokenmanagement.platform.RestApplication;
import tokenmanagement.platform.Secret;
import tokenmanagement.platform.Settings;
import tokenmanagement.security.BranchLimits;

/** Creates connect links, for route 6 and for the console alike. */
@ApplicationScoped
public class ConnectLinks {
    private static final Logger LOG = Logger.getLogger(ConnectLinks.class.getName());

    @Inject
    Settings settings;

    @Inject
    ClientStore clients;

    @Inject
    ConnectLinkStore links;

    @Inject
    Clock clock;

    /** @param address whoever opens it first may consent, so that it is a secret */
    public record Issued(String branchId, Secret address, Instant expiresAt) {}

    /**
     * @param limits the branches that whoever asks may know of
     * @return empty for a client that is unknown, inactive or outside the limits
     */
    public Optional<Issued> issue(long clientId, BranchLimits limits, String by) {
        ConnectLink link = ConnectLink.random();
        Instant expiresAt = clock.instant().plus(ConnectLink.LIFE).truncatedTo(ChronoUnit.SECONDS);
        Optional<Client> client = clients.find(clientId)
                .filter(Client::isActive)
                .filter(found -> limits.allow(found.branchId()))
                .filter(found -> links.save(link, found.id(), expiresAt));
        client.ifPresent(found -> LOG.info(() -> "connect link created branch=" + found.branchId() + " by=" + by));
        return client.map(found -> new Issued(
                found.branchId(),
                Secret.of(settings.publicUrl() + RestApplication.BASE_PATH + "/oauth/login/" + found.id() + "?link="
                        + link.secret().reveal()),
                expiresAt));
    }
}
