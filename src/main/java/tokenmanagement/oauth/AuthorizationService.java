package tokenmanagement.oauth;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import tokenmanagement.clients.Client;
import tokenmanagement.clients.ClientStore;
import tokenmanagement.clients.ConnectLink;
import tokenmanagement.clients.ConnectLinkStore;
import tokenmanagement.google.Attempt;
import tokenmanagement.google.AuthorizationRedirect;
import tokenmanagement.google.GoogleAuthorizationServer;
import tokenmanagement.google.IdTokenResult;
import tokenmanagement.google.IdTokenVerifier;
import tokenmanagement.google.TokenResponse;
import tokenmanagement.platform.Node;
import tokenmanagement.platform.Secret;
import tokenmanagement.platform.Settings;
import tokenmanagement.platform.Sha256;
import tokenmanagement.security.AuditSubject;
import tokenmanagement.security.SecretCipher;
import tokenmanagement.tokens.Connection;
import tokenmanagement.tokens.Consent;
import tokenmanagement.tokens.RevocationStore;
import tokenmanagement.tokens.Scopes;
import tokenmanagement.tokens.TokenStore;

/** Runs the authorization code flow (RFC 6749 §4.1) for a branch. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AuthorizationService {
    private static final Logger LOG = Logger.getLogger(AuthorizationService.class.getName());
    /** Added to every request: they bring the id token that tells whose consent it is. */
    private static final List<String> IDENTITY_SCOPES = List.of("openid", "email");

    private static final Set<String> PASSING_ERRORS = Set.of("server_error", "temporarily_unavailable");

    @Inject
    Settings settings;

    @Inject
    ClientStore clients;

    @Inject
    ConnectLinkStore links;

    @Inject
    AuthorizationRequestStore requests;

    @Inject
    TokenStore tokens;

    @Inject
    RevocationStore revocations;

    @Inject
    GoogleAuthorizationServer google;

    @Inject
    IdTokenVerifier idTokens;

    @Inject
    SecretCipher cipher;

    @Inject
    Node node;

    @Inject
    Clock clock;

    @Inject
    AuditSubject subject;

    public BeginResult begin(long clientId, VouchedBy vouchedBy) {
        Optional<Client> client = clients.find(clientId).filter(Client::isActive);
        if (client.isEmpty()) {
            return new BeginResult.Unknown();
        }
        if (vouchedBy == VouchedBy.NOBODY && !settings.openLogin()) {
            return new BeginResult.NotVouchedFor();
        }
        return redirect(client.get(), vouchedBy);
    }

    /** Spends the link whatever comes of it; a link that is refused never falls back to the open door. */
    public BeginResult beginWith(ConnectLink link, long clientId) {
        if (!links.consume(link, clientId)) {
            LOG.log(Level.WARNING, "connect link refused client={0}", Long.toString(clientId));
            return new BeginResult.LinkRefused();
        }
        return begin(clientId, VouchedBy.CONNECT_LINK);
    }

    private BeginResult redirect(Client client, VouchedBy vouchedBy) {
        subject.is(client.branchId(), client.id());
        subject.detail(inWords(vouchedBy));
        BrowserFlow flow = BrowserFlow.start();
        Set<String> scopes = new LinkedHashSet<>(client.scopes());
        scopes.addAll(IDENTITY_SCOPES);
        AuthorizationRedirect redirect = google.authorizationUri(
                client.credentials(cipher),
                String.join(" ", scopes),
                flow.state().reveal(),
                flow.nonce(),
                client.workspaceEmail());
        requests.save(new AuthorizationRequest(
                flow,
                client,
                settings.google().issuer().toString(),
                vouchedBy,
                redirect.codeVerifier(),
                clock.instant(),
                cipher));
        LOG.info(() -> "consent started branch=" + client.branchId() + " vouched_by=" + vouchedBy);
        return new BeginResult.Redirect(redirect.uri(), new FlowCookie(flow.stateHash(), flow.browserSecret()));
    }

    /** @param browserSecrets the value of the flow cookie with a name, where the browser sent one */
    public CallbackResult complete(Callback callback, Function<String, Optional<Secret>> browserSecrets) {
        Optional<AuthorizationRequest> request =
                callback.state().flatMap(state -> consume(Sha256.base64Url(state.reveal()), browserSecrets));
        if (request.isEmpty()) {
            LOG.warning("callback refused: its state is unknown, used, expired or from another browser");
            return new CallbackResult.InvalidState();
        }
        CallbackResult result = complete(callback, request.get());
        if (!(result instanceof CallbackResult.Connected)) {
            LOG.warning(() -> "consent failed client=" + request.get().clientId() + " result="
                    + result.getClass().getSimpleName());
        }
        return result;
    }

    /** The state is spent whatever comes of it, also when it comes from the wrong browser. */
    private Optional<AuthorizationRequest> consume(
            String stateHash, Function<String, Optional<Secret>> browserSecrets) {
        Optional<Secret> browserSecret = browserSecrets.apply(FlowCookie.nameFor(stateHash));
        return requests.consume(stateHash)
                .filter(request -> !request.hasExpired(clock.instant()))
                .filter(request -> browserSecret.filter(request::wasStartedBy).isPresent());
    }

    private CallbackResult complete(Callback callback, AuthorizationRequest request) {
        subject.isClient(request.clientId());
        subject.detail(inWords(request.vouchedBy()));
        if (callback.issuer().filter(iss -> !iss.equals(request.issuer())).isPresent()) {
            return new CallbackResult.ForeignIssuer();
        }
        Optional<Client> client = clients.find(request.clientId()).filter(Client::isActive);
        if (client.isEmpty()) {
            return new CallbackResult.UnknownClient();
        }
        subject.isBranch(client.get().branchId());
        if (client.get().version() != request.clientVersion()) {
            return new CallbackResult.InvalidState();
        }
        if (callback.error().isPresent()) {
            return PASSING_ERRORS.contains(callback.error().get())
                    ? new CallbackResult.ProviderUnavailable()
                    : new CallbackResult.AccessDenied();
        }
        return exchange(callback.code().orElseThrow(), request, client.get());
    }

    private CallbackResult exchange(Secret code, AuthorizationRequest request, Client client) {
        Secret codeVerifier = request.codeVerifier(cipher);
        Attempt attempt =
                Attempt.of(client, cipher, () -> true, credentials -> google.exchange(credentials, code, codeVerifier));
        if (!(attempt.response() instanceof TokenResponse.Granted granted)) {
            return refusal(attempt.response(), client);
        }
        CallbackResult result = accept(granted, request, client);
        clients.accepted(client, attempt.secret());
        return result;
    }

    private CallbackResult accept(TokenResponse.Granted granted, AuthorizationRequest request, Client client) {
        IdTokenResult identity = granted.idToken()
                .map(idToken -> idTokens.verify(idToken, client.googleClientId(), request.nonceHash()))
                .orElseGet(() -> new IdTokenResult.Rejected("missing"));
        if (identity instanceof IdTokenResult.Unavailable unavailable) {
            LOG.warning(
                    () -> "keys of Google unavailable branch=" + client.branchId() + " error=" + unavailable.error());
            return new CallbackResult.ProviderUnavailable();
        }
        if (!(identity instanceof IdTokenResult.Verified verified)) {
            LOG.log(Level.WARNING, "id token refused branch={0} reason={1}", new Object[] {
                client.branchId(), ((IdTokenResult.Rejected) identity).reason()
            });
            return new CallbackResult.IdentityUnproven();
        }
        if (request.vouchedBy() == VouchedBy.NOBODY && !isAccountOf(client, verified)) {
            return new CallbackResult.WrongAccount();
        }
        // RFC 6749 §5.1: an answer without a scope granted what was asked for
        String scope = granted.scope().orElseGet(() -> String.join(" ", client.scopes()));
        if (!Scopes.covering(client.scopes()).test(scope)) {
            return new CallbackResult.MissingScope(client.id());
        }
        if (granted.refreshToken().isEmpty()) {
            return new CallbackResult.NoRefreshToken(client.id());
        }
        return connect(granted, request, client, verified, scope);
    }

    private CallbackResult connect(
            TokenResponse.Granted granted,
            AuthorizationRequest request,
            Client client,
            IdTokenResult.Verified verified,
            String scope) {
        Consent consent = new Consent(
                client.id(),
                request.clientVersion(),
                verified.subject(),
                verified.email().filter(email -> verified.emailVerified()),
                scope,
                granted,
                granted.refreshToken().orElseThrow());
        Optional<Connection> connection = tokens.connect(consent, node.name());
        if (connection.isEmpty()) {
            discard(client, consent);
            boolean changed = clients.find(client.id()).filter(Client::isActive).isPresent();
            return changed ? new CallbackResult.InvalidState() : new CallbackResult.UnknownClient();
        }
        if (connection.get().accountChanged()) {
            subject.detail("account-changed, " + inWords(request.vouchedBy()));
        }
        LOG.info(() -> "branch connected branch=" + client.branchId() + " vouched_by=" + request.vouchedBy());
        return new CallbackResult.Connected(
                client.googleClientId(),
                client.branchId(),
                client.redirectUri(),
                granted.accessToken(),
                connection.get().expiresAt(),
                scope);
    }

    private static String inWords(VouchedBy vouchedBy) {
        return "vouched-by=" + vouchedBy.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The person has consented, and nothing is left to store it for. Other refusals only forget the tokens: the person
     * may be about to try again with the same account, and without a good id token nobody can tell whose sibling would
     * die.
     */
    private void discard(Client client, Consent consent) {
        boolean listed = revocations.add(client, consent.subject(), consent.refreshToken());
        LOG.warning(() -> "consent came too late branch=" + client.branchId() + " revoked_at_google="
                + (listed ? "pending" : "kept-for-sibling"));
    }

    private static boolean isAccountOf(Client client, IdTokenResult.Verified verified) {
        return verified.emailVerified()
                && verified.email()
                        .filter(client.workspaceEmail()::equalsIgnoreCase)
                        .isPresent();
    }

    private static CallbackResult refusal(TokenResponse response, Client client) {
        if (response instanceof TokenResponse.Unreachable unreachable) {
            LOG.warning(() -> "code not exchanged branch=" + client.branchId() + " error=" + unreachable.error());
            return new CallbackResult.ProviderUnavailable();
        }
        if (response instanceof TokenResponse.Refused refused) {
            LOG.warning(() -> "code refused branch=" + client.branchId() + " error=" + refused.error());
            return switch (refused.reason()) {
                case GRANT -> new CallbackResult.CodeRefused();
                case PERSON -> new CallbackResult.AccessDenied();
                case CLIENT, REQUEST -> new CallbackResult.ClientMisconfigured(refused.error());
            };
        }
        throw new IllegalStateException("unmapped " + response.getClass());
    }
}
