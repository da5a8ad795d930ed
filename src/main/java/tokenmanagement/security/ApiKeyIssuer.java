package tokenmanagement.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.logging.Logger;
import tokenmanagement.platform.Secret;

/** Creates and revokes API keys, for route 12 and for the console alike. */
@ApplicationScoped
public class ApiKeyIssuer {
    private static final Logger LOG = Logger.getLogger(ApiKeyIssuer.class.getName());

    @Inject
    KeyHasher hasher;

    @Inject
    ApiKeyStore keys;

    /** @param text the key itself, which nobody can be shown again */
    public record Issued(ApiKeySummary key, Secret text) {}

    /** @return empty when the name has {@link ApiKeyStore#MOST_ACTIVE} active keys already */
    public Optional<Issued> issue(ApiKeyRequest request, String creator) {
        KeyText text = KeyText.random();
        Optional<Issued> issued = keys.create(request, hasher.hashes(text).get(0), creator)
                .map(created -> new Issued(created.summary(), text.secret()));
        issued.map(Issued::key)
                .ifPresent(key ->
                        LOG.info(() -> "api key created id=" + key.id() + " name=" + key.name() + " by=" + creator));
        return issued;
    }

    public void revoke(long id, String by) {
        keys.revoke(id);
        LOG.info(() -> "api key revoked id=" + id + " by=" + by);
    }
}
