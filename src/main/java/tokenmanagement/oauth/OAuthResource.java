package tokenmanagement.oauth;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tokenmanagement.clients.ClientId;
import tokenmanagement.clients.ConnectLink;
import tokenmanagement.platform.Problem;
import tokenmanagement.platform.QueryParameters;
import tokenmanagement.platform.RestApplication;
import tokenmanagement.platform.Secret;
import tokenmanagement.platform.Settings;
import tokenmanagement.platform.Sha256;
import tokenmanagement.security.AdministratorSession;
import tokenmanagement.security.Audited;
import tokenmanagement.security.OpenToBrowsers;
import tokenmanagement.security.SecretCipher;

/** Routes 2 and 3 of the API: start a consent, finish it, and show a person how it ended. */
@Path("")
@Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_HTML})
public class OAuthResource {
    private static final String CALLBACK_PATH = RestApplication.BASE_PATH + "/auth/callback";
    private static final String RESULT_PATH = RestApplication.BASE_PATH + "/auth/result";

    @Inject
    AuthorizationService authorization;

    @Inject
    Settings settings;

    @Inject
    AdministratorSession sessions;

    @Inject
    SecretCipher cipher;

    @Inject
    Clock clock;

    record Completed(
            boolean success, String message, String clientId, String branchId, String accessToken, Instant expiresAt) {
        /** It holds a token. */
        @Override
        public String toString() {
            return "Completed[hidden]";
        }
    }

    @GET
    @Path("oauth/login/{client_id}")
    @OpenToBrowsers
    @Audited("consent.start")
    public Response login(
            @PathParam("client_id") String clientId, @Context UriInfo uri, @Context HttpServletRequest request) {
        Optional<String> link =
                QueryParameters.of(uri.getQueryParameters(), "link").text("link");
        BeginResult result = ClientId.parse(clientId)
                .map(id -> link.map(text -> beginWith(text, id, request)).orElseGet(() -> begin(id, request)))
                .orElseGet(BeginResult.Unknown::new);
        if (result instanceof BeginResult.Redirect redirect) {
            FlowCookie flow = redirect.cookie();
            return Response.status(Response.Status.FOUND)
                    .location(redirect.uri())
                    .cookie(cookie(
                            flow.name(), flow.browserSecret().reveal(), CALLBACK_PATH, AuthorizationRequest.LIFE))
                    .build();
        }
        if (result instanceof BeginResult.Unknown) {
            return Problem.notFound("There is no such client, or it is not active. Ask for a new link.")
                    .response();
        }
        if (result instanceof BeginResult.NotVouchedFor) {
            return Problem.of(
                            403,
                            "access-denied",
                            "A branch can only be connected here with a connect link. Ask for one.")
                    .response();
        }
        if (result instanceof BeginResult.LinkRefused) {
            return Problem.of(
                            403,
                            "access-denied",
                            "This connect link was used already, is older than 15 minutes, or is not for this client."
                                    + " Ask for a new one.")
                    .response();
        }
        throw new IllegalStateException("unmapped " + result.getClass());
    }

    private BeginResult begin(long clientId, HttpServletRequest request) {
        boolean signedIn = sessions.user(request).isPresent();
        return authorization.begin(clientId, signedIn ? VouchedBy.ADMINISTRATOR : VouchedBy.NOBODY);
    }

    /** Programs that look at a link before its person does send HEAD: that must not spend it. */
    private BeginResult beginWith(String link, long clientId, HttpServletRequest request) {
        if (request.getMethod().equals("HEAD")) {
            throw new NotAllowedException("GET");
        }
        return ConnectLink.parse(link)
                .map(parsed -> authorization.beginWith(parsed, clientId))
                .orElseGet(BeginResult.LinkRefused::new);
    }

    @GET
    @Path("auth/callback")
    @OpenToBrowsers
    @Audited("consent.complete")
    public Response callback(@Context UriInfo uri, @Context HttpHeaders headers) {
        Callback callback = Callback.of(uri.getQueryParameters());
        Response response = complete(callback, headers);
        return callback.state()
                .map(state -> FlowCookie.nameFor(Sha256.base64Url(state.reveal())))
                .map(spent -> Response.fromResponse(response)
                        .cookie(cookie(spent, "", CALLBACK_PATH, Duration.ZERO))
                        .build())
                .orElse(response);
    }

    private Response complete(Callback callback, HttpHeaders headers) {
        CallbackResult result = authorization.complete(
                callback, name -> Optional.ofNullable(headers.getCookies().get(cookieName(name)))
                        .map(Cookie::getValue)
                        .filter(value -> !value.isEmpty())
                        .map(Secret::of));
        if (!(result instanceof CallbackResult.Connected connected)) {
            return refusal(result).response();
        }
        if (wantsPage(headers)) {
            ConsentReceipt receipt = ConsentReceipt.of(connected, clock.instant());
            return Response.seeOther(connected.redirectUri().resolve(RESULT_PATH))
                    .cookie(cookie(ConsentReceipt.COOKIE, receipt.seal(cipher), RESULT_PATH, ConsentReceipt.LIFE))
                    .build();
        }
        return Response.ok(
                        new Completed(
                                true,
                                "OAuth flow completed successfully",
                                connected.googleClientId(),
                                connected.branchId(),
                                connected.accessToken().reveal(),
                                connected.expiresAt()),
                        MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    @GET
    @Path("auth/result")
    @OpenToBrowsers
    @Audited("consent.show")
    public Response result(@Context HttpHeaders headers) {
        return Optional.ofNullable(headers.getCookies().get(cookieName(ConsentReceipt.COOKIE)))
                .flatMap(cookie -> ConsentReceipt.open(cookie.getValue(), cipher, clock.instant()))
                .map(receipt -> page(200, ConsentPage.connected(receipt)))
                .orElseGet(() -> page(404, ConsentPage.expired()));
    }

    private static Response page(int status, String html) {
        return Response.status(status)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .header("Content-Security-Policy", ConsentPage.POLICY)
                .entity(html)
                .build();
    }

    private static boolean wantsPage(HttpHeaders headers) {
        List<String> accept = headers.getRequestHeaders().getOrDefault(HttpHeaders.ACCEPT, List.of());
        return accept.toString().contains(MediaType.TEXT_HTML);
    }

    private NewCookie cookie(String name, String value, String path, Duration life) {
        return new NewCookie.Builder(cookieName(name))
                .value(value)
                .path(path)
                .maxAge((int) life.toSeconds())
                .httpOnly(true)
                .secure(settings.publicUrlIsHttps())
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }

    /** The prefix makes browsers refuse the cookie from anything but TLS (RFC 6265bis §4.1.3.1). */
    private String cookieName(String name) {
        return settings.publicUrlIsHttps() ? "__Secure-" + name : name;
    }

    private Problem refusal(CallbackResult result) {
        if (result instanceof CallbackResult.InvalidState) {
            return Problem.of(
                    400,
                    "invalid-state",
                    "This consent is unknown, already used, older than ten minutes, or was started in another browser."
                            + " Start again from the link you were given.");
        }
        if (result instanceof CallbackResult.ForeignIssuer) {
            return Problem.invalidRequest(
                    "The callback names another authorization server than the one you were sent to. Start again.");
        }
        if (result instanceof CallbackResult.UnknownClient) {
            return Problem.notFound("The registration was removed or switched off meanwhile. Ask for a new link.");
        }
        if (result instanceof CallbackResult.AccessDenied) {
            return Problem.of(
                    403,
                    "access-denied",
                    "Google was told not to give access. Nothing was changed. Start again if that was a mistake.");
        }
        if (result instanceof CallbackResult.CodeRefused) {
            return Problem.invalidRequest("Google does not accept this authorization code any more. Start again.");
        }
        if (result instanceof CallbackResult.IdentityUnproven) {
            return Problem.of(
                    403, "access-denied", "Google's word on whose account this is could not be verified. Start again.");
        }
        if (result instanceof CallbackResult.WrongAccount) {
            return Problem.of(
                    403,
                    "wrong-account",
                    "This is not the Google account that the branch was registered for. Nothing was stored. Start again"
                            + " with that account, or ask for a connect link.");
        }
        return providerRefusal(result);
    }

    private Problem providerRefusal(CallbackResult result) {
        if (result instanceof CallbackResult.MissingScope missing) {
            return startAgain(
                    "missing-scope",
                    "Something that the branch needs was not allowed. Start again and leave every box ticked.",
                    missing.clientId());
        }
        if (result instanceof CallbackResult.NoRefreshToken none) {
            return startAgain(
                    "reauthorization-required",
                    "No refresh token available: Google sent none. Start again and confirm the consent screen"
                            + " (prompt=consent); an earlier connection is kept as it was.",
                    none.clientId());
        }
        if (result instanceof CallbackResult.ClientMisconfigured misconfigured) {
            return Problem.unavailable(
                    "client-misconfigured",
                    "Google refuses this OAuth client (" + misconfigured.error()
                            + "). Its operator must correct client id, secret or redirect address first.",
                    Duration.ofMinutes(15));
        }
        if (result instanceof CallbackResult.ProviderUnavailable) {
            return Problem.unavailable(
                    "provider-unavailable",
                    "Google gave no usable answer. Nothing was changed. Start again in a moment.",
                    Duration.ofSeconds(5));
        }
        throw new IllegalStateException("unmapped " + result.getClass());
    }

    private Problem startAgain(String code, String detail, long clientId) {
        return Problem.of(409, code, detail)
                .with("login_url", settings.publicUrl() + RestApplication.BASE_PATH + "/oauth/login/" + clientId);
    }
}
