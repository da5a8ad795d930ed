package tokenmanagement.tokens;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import tokenmanagement.platform.Problem;
import tokenmanagement.platform.ProblemMapper;
import tokenmanagement.platform.RestApplication;
import tokenmanagement.platform.Settings;

/** What a caller is told who gets no token, and what to do next. */
@ApplicationScoped
class TokenRefusals {
    @Inject
    Settings settings;

    /** @param result anything but {@link TokenResult.Issued} */
    Problem problem(TokenResult result) {
        if (result instanceof TokenResult.Unknown) {
            return Problem.notFound("There is no such branch or client. Check the id, or register the branch first.");
        }
        if (result instanceof TokenResult.ReauthorizationRequired required) {
            return needsPerson(
                    "reauthorization-required",
                    required.everConnected()
                            ? "Google no longer accepts this branch's refresh token. A person must complete the OAuth"
                                    + " flow again: send them to login_url."
                            : "No refresh token available: this branch was never connected. A person must complete the"
                                    + " OAuth flow: send them to login_url.",
                    required.clientId());
        }
        if (result instanceof TokenResult.RotationLost lost) {
            return needsPerson(
                    "reauthorization-required",
                    "This branch's refresh token was replaced by Google in an answer that was lost, in a crash or on"
                            + " the way; nobody withdrew the consent. A person must complete the OAuth flow again: send"
                            + " them to login_url.",
                    lost.clientId());
        }
        if (result instanceof TokenResult.MissingScope missing) {
            return needsPerson(
                    "missing-scope",
                    "The consent does not cover a scope that this branch needs. A person must complete the OAuth flow"
                            + " again and leave every box ticked: send them to login_url.",
                    missing.clientId());
        }
        if (result instanceof TokenResult.ClientMisconfigured misconfigured) {
            return Problem.unavailable(
                    "client-misconfigured",
                    "Google refuses this OAuth client (" + misconfigured.error()
                            + "). An operator must correct its client id or secret; the branch's consent is kept.",
                    misconfigured.retryAfter());
        }
        if (result instanceof TokenResult.RequestRefused refused) {
            return ProblemMapper.bug(
                    "The service sent Google something that Google refuses (" + refused.error()
                            + "). Give the incident id to its operator; the branch's consent is kept.",
                    new IllegalStateException("Google refuses what this service sends: " + refused.error()));
        }
        if (result instanceof TokenResult.ProviderUnavailable unavailable) {
            return Problem.unavailable(
                    "provider-unavailable",
                    "No fresh token could be had from Google in time. Nothing is lost: try again after the time in"
                            + " Retry-After.",
                    unavailable.retryAfter());
        }
        throw new IllegalStateException("unmapped " + result.getClass());
    }

    private Problem needsPerson(String code, String detail, long clientId) {
        return Problem.of(409, code, detail)
                .with("login_url", settings.publicUrl() + RestApplication.BASE_PATH + "/oauth/login/" + clientId);
    }
}
