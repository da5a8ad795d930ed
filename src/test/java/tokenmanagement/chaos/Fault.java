package tokenmanagement.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import tokenmanagement.support.FakeReply;

/**
 * An answer that is none, or one that tells nothing of the grant.
 *
 * @param worked whether the authorization server did what it was asked for, and only its answer went wrong
 */
record Fault(String name, boolean worked, FakeReply reply) {
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    /** The request was never worked on: the refresh token stays what it was. */
    static final List<Fault> HARMLESS = List.of(
            refused("429", FakeReply.answer(429, Map.of("Retry-After", "2"), "{\"error\":\"rate_limit_exceeded\"}")),
            refused("403 HTML", FakeReply.html(403, "<title>User Rate Limit Exceeded</title>")),
            refused("400 internal_failure", FakeReply.json(400, "{\"error\":\"internal_failure\"}")),
            refused("500", FakeReply.json(500, "{\"error\":\"server_error\"}")),
            refused("502 HTML", FakeReply.html(502, "<h1>Bad Gateway</h1>")),
            refused("503", FakeReply.answer(503, Map.of("retry-after", "1"), "")),
            refused("200 HTML", FakeReply.html(200, "<title>Sign in to the Wi-Fi</title>")),
            refused("200 empty", FakeReply.answer(200, JSON, "")),
            refused("204", FakeReply.answer(204, Map.of(), "")),
            refused("an unknown error", FakeReply.json(400, "{\"error\":\"a_word_of_tomorrow\"}")),
            refused("half an answer", FakeReply.raw("HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n{\"access_to")),
            refused("no answer, connection closed", FakeReply.drop()),
            refused("silence until the deadline", FakeReply.silence()),
            refused("an endless head", FakeReply.endless("HTTP/1.1 200 OK\r\n", "X-More: and more\r\n")),
            refused(
                    "a body that drips",
                    FakeReply.drip(
                            "HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\n",
                            "{}".repeat(100),
                            Duration.ofMillis(200))),
            refused("5 MB", FakeReply.json(200, "{\"access_token\":\"" + "x".repeat(5_000_000) + "\"}")));

    /** The refresh token was turned, and nobody heard of it. */
    static final List<Fault> ANSWER_LOST = List.of(
            new Fault("worked, connection closed", true, FakeReply.drop()),
            new Fault("worked, silence until the deadline", true, FakeReply.silence()),
            new Fault("worked, 502 of a proxy", true, FakeReply.html(502, "<h1>Bad Gateway</h1>")));

    private static Fault refused(String name, FakeReply reply) {
        return new Fault(name, false, reply);
    }
}
