package tokenmanagement.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.CleanOutcome.CANARY;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import tokenmanagement.platform.Bodies;
import tokenmanagement.support.CleanOutcome;
import tokenmanagement.support.NastyInput;
import tokenmanagement.support.TestSettings;

/** Whatever is presented as an API key, and whatever is wished for as one (faults 2, 6, 14 and 15). */
class ApiKeyFuzzTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final String KEY = "tmk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA_AAAAAA";

    @MethodSource("presented")
    @FuzzTest
    void aKeyIsReadOrNone(byte[] presented) {
        String text = new String(presented, UTF_8);

        CleanOutcome.of(() -> KeyText.parse(text)).orElseThrow().ifPresent(key -> {
            assertThat(key.secret().reveal()).isEqualTo(text).matches("tmk_[\\w-]{43}_[\\w-]{6}");
            assertThat(key).hasToString("KeyText[secret=Secret[hidden]]");
        });
    }

    @MethodSource("presented")
    @FuzzTest
    void aHeaderOpensNothing(byte[] presented) {
        ApiKeyFilter filter = new ApiKeyFilter();
        filter.apiKeys = new ApiKeys();
        filter.apiKeys.settings = TestSettings.of();
        filter.apiKeys.hasher = KeyHasherTest.hasher("any:" + Ciphers.key(1));
        filter.apiKeys.store = new ApiKeyStoreDouble(Clock.fixed(NOW, ZoneOffset.UTC));
        String text = new String(presented, UTF_8);

        for (String value : new String[] {text, "Bearer " + text, "Bearer " + CANARY + text}) {
            RequestDouble request = RequestDouble.to("tokens/17").header("Authorization", value);
            CleanOutcome.of(() -> {
                filter.filter(request.context());
                return request.answer();
            });
            assertThat(request.answer().getStatus()).isEqualTo(401);
            CleanOutcome.assertSilent(request.answer().getHeaders().toString());
            CleanOutcome.assertSilent(request.answer().getEntity().toString());
        }
    }

    @MethodSource("wishes")
    @FuzzTest
    void aWishIsTakenOrRefused(byte[] body) {
        CleanOutcome.of(() -> ApiKeyRequest.of(Bodies.read(body), NOW)).ifPresent(ApiKeyFuzzTest::assertClean);
    }

    @MethodSource("presented")
    @FuzzTest
    void aValueInAnyFieldOfAWishIsTakenOrRefused(byte[] value) {
        String text = new String(value, UTF_8);
        for (String put : new String[] {text, CANARY + "\u0000" + text}) {
            ObjectNode body =
                    JsonNodeFactory.instance.objectNode().put("name", put).put("expires_at", put);
            body.putArray("scopes").add("tokens:read").add(put);
            body.putArray("branches").add(put);
            assertThat(CleanOutcome.of(() -> ApiKeyRequest.of(body, NOW))).isEmpty();
        }
        ObjectNode limited =
                JsonNodeFactory.instance.objectNode().put("name", "billing").put("expires_at", "2026-02-01T00:00:00Z");
        limited.putArray("scopes").add("tokens:read");
        limited.putArray("branches").add(text);
        CleanOutcome.of(() -> ApiKeyRequest.of(limited, NOW)).ifPresent(ApiKeyFuzzTest::assertClean);
    }

    static Stream<byte[]> presented() {
        return Stream.concat(
                        NastyInput.texts(),
                        NastyInput.mutantsOf(
                                KEY,
                                KeyText.random().secret().reveal(),
                                "2026-02-01T00:00:00Z",
                                "+1000000000-12-31T23:59:60Z",
                                "berlin-*"))
                .map(text -> text.getBytes(UTF_8));
    }

    static Stream<byte[]> wishes() {
        return Stream.concat(
                NastyInput.json(),
                NastyInput.bytesLike("{\"name\":\"billing\",\"scopes\":[\"tokens:read\"],\"branches\":[\"berlin-*\"],"
                        + "\"expires_at\":\"2026-02-01T00:00:00Z\"}"));
    }

    private static void assertClean(ApiKeyRequest taken) {
        assertThat(taken.name()).matches("[\\w.@-]{1,64}");
        assertThat(taken.scopes()).isNotEmpty();
        assertThat(taken.expiresAt()).isBetween(NOW, NOW.plus(ApiKeyRequest.LONGEST_LIFE));
        assertThat(taken.limits().patterns().orElse(List.of()))
                .allSatisfy(pattern -> assertThat(pattern).matches("[^\\p{Cntrl}/\\\\?#%;*]{1,200}\\*?"));
    }
}
