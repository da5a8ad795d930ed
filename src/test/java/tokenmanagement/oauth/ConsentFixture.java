package tokenmanagement.oauth;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tokenmanagement.clients.Client;
import tokenmanagement.clients.ClientCredentials;
import tokenmanagement.clients.ClientDouble;
import tokenmanagement.clients.ClientSecret;
import tokenmanagement.clients.ClientStore;
import tokenmanagement.clients.ConnectLink;
import tokenmanagement.clients.ConnectLinkStore;
import tokenmanagement.google.AuthorizationRedirect;
import tokenmanagement.google.GoogleAuthorizationServer;
import tokenmanagement.google.IdTokenResult;
import tokenmanagement.google.IdTokenVerifier;
import tokenmanagement.google.TokenResponse;
import tokenmanagement.google.TokenResponse.Reason;
import tokenmanagement.platform.Node;
import tokenmanagement.platform.Secret;
import tokenmanagement.security.AuditSubject;
import tokenmanagement.security.Ciphers;
import tokenmanagement.security.SecretCipher;
import tokenmanagement.support.MutableClock;
import tokenmanagement.support.TestSettings;
import tokenmanagement.tokens.Connection;
import tokenmanagement.tokens.Consent;
import tokenmanagement.tokens.Grants;
import tokenmanagement.tokens.RevocationStore;
import tokenmanagement.tokens.TokenStore;

/** The service over one client; a test says how Google answers, and sees what was asked and stored. */
final class ConsentFixture {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    static final Secret VERIFIER = Secret.of("canary-verifier-0123456789-0123456789-0123456789");
    static final Secret CODE = Secret.of("canary-code");

    /** A complete answer to the exchange of a code. */
    static final Grants GRANTED =
            Grants.of("canary-access").refreshToken("canary-refresh").idToken("canary-id-token");

    final MutableClock clock = new MutableClock(NOON);
    final SecretCipher cipher = Ciphers.any();
    final AuthorizationService service = new AuthorizationService();
    final List<Consent> stored = new ArrayList<>();
    final List<Sent> sent = new ArrayList<>();
    final List<String> exchanges = new ArrayList<>();
    final List<String> verified = new ArrayList<>();
    final List<String> toRevoke = new ArrayList<>();
    final List<ClientSecret> accepted = new ArrayList<>();

    Client client = new ClientDouble(1);
    TokenResponse answer = GRANTED.answer();
    IdTokenResult identity = new IdTokenResult.Verified("subject-1", Optional.of("owner@example.com"), true);

    final Set<ConnectLink> links = new HashSet<>();
    private final Map<String, AuthorizationRequest> pending = new HashMap<>();
    private AuthorizationRequest saved;
    private boolean registrationStands = true;
    boolean accountChanged;
    private boolean currentSecretRefused;

    /** What a person was sent to the authorization server with. */
    record Sent(String scope, String state, String nonce, String loginHint) {}

    ConsentFixture() {
        settings(Map.of());
        service.clients = new Clients();
        service.links = new Links();
        service.requests = new Requests();
        service.tokens = new Pairs();
        service.revocations = new Revocations();
        service.google = new Google();
        service.idTokens = new Verifier();
        service.cipher = cipher;
        service.node = new Node();
        service.clock = clock;
        service.subject = new AuditSubject();
    }

    ConsentFixture settings(Map<String, String> environment) {
        service.settings = TestSettings.of(environment);
        return this;
    }

    /** Between the answer and its storing the registration is changed. */
    ConsentFixture registrationChangesLast() {
        registrationStands = false;
        return this;
    }

    ConsentFixture currentSecretIsRefused() {
        currentSecretRefused = true;
        return this;
    }

    Flow start(VouchedBy vouchedBy) {
        BeginResult.Redirect redirect = (BeginResult.Redirect) service.begin(1, vouchedBy);
        pending.put(redirect.cookie().stateHash(), saved);
        return new Flow(this, redirect, Secret.of(sent.get(sent.size() - 1).state()));
    }

    Flow start() {
        return start(VouchedBy.NOBODY);
    }

    /** One consent in the browser that started it. */
    record Flow(ConsentFixture fixture, BeginResult.Redirect redirect, Secret state) {
        CallbackResult comesBack() {
            return comesBack(code(Optional.empty()));
        }

        CallbackResult comesBackFrom(String issuer) {
            return comesBack(code(Optional.of(issuer)));
        }

        CallbackResult comesBackWithError(String error) {
            return comesBack(new Callback(Optional.of(state), Optional.empty(), Optional.of(error), Optional.empty()));
        }

        CallbackResult comesBack(Callback callback) {
            return fixture.service.complete(callback, this::cookie);
        }

        CallbackResult comesBackInAnotherBrowser(Optional<Secret> itsCookie) {
            return fixture.service.complete(code(Optional.empty()), name -> itsCookie);
        }

        private Callback code(Optional<String> issuer) {
            return new Callback(Optional.of(state), Optional.of(CODE), Optional.empty(), issuer);
        }

        private Optional<Secret> cookie(String name) {
            return Optional.of(redirect.cookie().browserSecret())
                    .filter(secret -> name.equals(redirect.cookie().name()));
        }
    }

    private final class Clients extends ClientStore {
        @Override
        public Optional<Client> find(long id) {
            return Optional.ofNullable(client).filter(found -> found.id() == id);
        }

        @Override
        public void accepted(Client seen, ClientSecret secret) {
            accepted.add(secret);
        }
    }

    private final class Links extends ConnectLinkStore {
        @Override
        public boolean consume(ConnectLink link, long clientId) {
            return clientId == 1 && links.remove(link);
        }
    }

    private final class Requests extends AuthorizationRequestStore {
        @Override
        public void save(AuthorizationRequest request) {
            saved = request;
        }

        @Override
        public Optional<AuthorizationRequest> consume(String stateHash) {
            return Optional.ofNullable(pending.remove(stateHash));
        }
    }

    boolean nothingWasSaved() {
        return saved == null;
    }

    private final class Pairs extends TokenStore {
        @Override
        public Optional<Connection> connect(Consent consent, String node) {
            if (!registrationStands) {
                return Optional.empty();
            }
            stored.add(consent);
            return Optional.of(new Connection(NOON.plusSeconds(3600), accountChanged));
        }
    }

    private final class Revocations extends RevocationStore {
        @Override
        public boolean add(Client from, String googleSubject, Secret refreshToken) {
            toRevoke.add(refreshToken.reveal() + " of " + googleSubject);
            return true;
        }
    }

    private final class Google extends GoogleAuthorizationServer {
        @Override
        public AuthorizationRedirect authorizationUri(
                ClientCredentials credentials, String scope, String state, String nonce, String loginHint) {
            sent.add(new Sent(scope, state, nonce, loginHint));
            return new AuthorizationRedirect(URI.create("https://accounts.example.com/auth?state=" + state), VERIFIER);
        }

        @Override
        public TokenResponse exchange(ClientCredentials credentials, Secret code, Secret codeVerifier) {
            exchanges.add(code.reveal() + " with " + codeVerifier.reveal());
            boolean refused = currentSecretRefused && credentials.equals(ClientDouble.CREDENTIALS);
            return refused ? Grants.refused(Reason.CLIENT, "invalid_client") : answer;
        }
    }

    private final class Verifier extends IdTokenVerifier {
        @Override
        public IdTokenResult verify(Secret idToken, String googleClientId, String expectedNonceHash) {
            verified.add(idToken.reveal() + " for " + googleClientId + " in " + expectedNonceHash);
            return identity;
        }
    }
}
