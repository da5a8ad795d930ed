package tokenmanagement.clients;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tokenmanagement.platform.Secret;
import tokenmanagement.security.SecretCipher;

/** A registration as a test wants it, without a row behind it. */
public class ClientDouble extends Client {
    public static final String REVIEWS = "https://www.googleapis.com/auth/business.manage";
    public static final ClientCredentials CREDENTIALS = new ClientCredentials(
            "1234-abc.apps.googleusercontent.com",
            Secret.of("canary-client-secret"),
            URI.create("https://tokens.example.com/token-management/auth/callback"));

    public static final ClientCredentials PREVIOUS_CREDENTIALS = new ClientCredentials(
            CREDENTIALS.googleClientId(), Secret.of("canary-previous-secret"), CREDENTIALS.redirectUri());

    private final long id;
    private boolean previousSecret;
    private List<String> scopes = List.of(REVIEWS);
    private boolean active = true;
    private long version = 1;
    private RuntimeException unreadable;
    private String misconfigured;
    private Duration pause = Duration.ZERO;

    public ClientDouble(long id) {
        this.id = id;
    }

    public ClientDouble inactive() {
        active = false;
        return this;
    }

    public ClientDouble version(long number) {
        version = number;
        return this;
    }

    public ClientDouble scopes(String... needed) {
        scopes = List.of(needed);
        return this;
    }

    public ClientDouble withPreviousSecret() {
        previousSecret = true;
        return this;
    }

    public ClientDouble unreadable(RuntimeException why) {
        unreadable = why;
        return this;
    }

    /** @param rest how long its grants are still left alone */
    public ClientDouble misconfigured(String error, Duration rest) {
        misconfigured = error;
        pause = rest;
        return this;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public String branchId() {
        return "branch-" + id;
    }

    @Override
    public String googleClientId() {
        return CREDENTIALS.googleClientId();
    }

    @Override
    public String workspaceEmail() {
        return "owner@example.com";
    }

    @Override
    public List<String> scopes() {
        return scopes;
    }

    @Override
    public boolean isActive() {
        return active;
    }

    @Override
    public URI redirectUri() {
        return CREDENTIALS.redirectUri();
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public ClientCredentials credentials(SecretCipher cipher) {
        if (unreadable != null) {
            throw unreadable;
        }
        return CREDENTIALS;
    }

    @Override
    public Optional<ClientCredentials> previousCredentials(SecretCipher cipher) {
        return Optional.of(PREVIOUS_CREDENTIALS).filter(stored -> previousSecret);
    }

    @Override
    public Optional<String> misconfiguredError() {
        return Optional.ofNullable(misconfigured);
    }

    @Override
    public Duration pause(Instant now) {
        return pause;
    }
}
