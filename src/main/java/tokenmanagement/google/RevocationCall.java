package tokenmanagement.google;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import tokenmanagement.platform.Secret;
import tokenmanagement.platform.Settings;

/** RFC 7009 §2.1, in the body, without client authentication, as Google wants it. ScribeJava's own form sends more. */
record RevocationCall(BoundedHttpClient http, Settings.Google google, Clock clock) {
    RevocationResult send(Secret token) {
        String form = "token=" + URLEncoder.encode(token.reveal(), StandardCharsets.UTF_8);
        try {
            HttpAnswer answer =
                    http.post(google.revocationEndpoint(), form.getBytes(StandardCharsets.US_ASCII), google.timeout());
            return RevocationResult.of(answer, clock.instant());
        } catch (CallFailed e) {
            return new RevocationResult.Failed(e.word(), Optional.empty());
        }
    }
}
