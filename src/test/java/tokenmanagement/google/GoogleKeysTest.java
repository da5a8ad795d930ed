package tokenmanagement.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tokenmanagement.google.IdTokens.KEY;
import static tokenmanagement.google.IdTokens.key;
import static tokenmanagement.google.IdTokens.published;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tokenmanagement.google.IdTokenResult.Unavailable;
import tokenmanagement.support.FakeGoogle;
import tokenmanagement.support.FakeReply;
import tokenmanagement.support.MutableClock;
import tokenmanagement.support.TestSettings;

class GoogleKeysTest {
    private final FakeGoogle google = FakeGoogle.start();
    private final MutableClock clock = new MutableClock(GoogleFixture.NOW);
    private final GoogleKeys keys = GoogleFixture.keys(TestSettings.of(google.settings()), clock);

    @AfterEach
    void stop() throws Exception {
        google.close();
    }

    @Test
    void areFetchedOnceAnHour() throws Exception {
        google.otherwise(request -> published(KEY));

        for (int i = 0; i < 3; i++) {
            assertThat(keys.find("key-1")).isPresent();
            clock.advance(Duration.ofMinutes(20));
        }
        assertThat(google.requests()).hasSize(1);

        keys.find("key-1");
        assertThat(google.requests()).hasSize(2).allMatch(request -> request.path()
                .equals(FakeGoogle.KEYS));
    }

    @Test
    void areFetchedOnceForManyAtOnce() {
        google.otherwise(request -> published(KEY));

        List<Callable<Optional<RSAKey>>> many = Collections.nCopies(16, () -> keys.find("key-1"));
        List<Future<Optional<RSAKey>>> found = ForkJoinPool.commonPool().invokeAll(many);

        assertThat(found).allSatisfy(key -> assertThat(key.get()).isPresent());

        assertThat(google.requests()).hasSize(1);
    }

    @Test
    void areFetchedAnewForAnUnknownIdButNotOftenerThanOnceAMinute() throws Exception {
        RSAKey rotated = key("key-2");
        google.answers(published(KEY)).answers(published(KEY)).answers(published(rotated));

        keys.find("key-1");
        assertThat(keys.find("key-2")).isEmpty();
        assertThat(google.requests()).hasSize(1);
        clock.advance(GoogleKeys.PAUSE);
        assertThat(keys.find("key-2")).isEmpty();
        assertThat(google.requests()).hasSize(2);
        clock.advance(GoogleKeys.PAUSE);
        assertThat(keys.find("key-2")).isPresent();
        assertThat(keys.find("key-1")).isEmpty();
    }

    @Test
    void stayGoodForADayWhileNoNewOnesCanBeHad() throws Exception {
        google.answers(published(KEY)).otherwise(request -> FakeReply.json(503, ""));
        keys.find("key-1");

        clock.advance(GoogleKeys.USABLE.minusSeconds(1));
        assertThat(keys.find("key-1")).isPresent();
        clock.advance(Duration.ofSeconds(1));

        assertThatThrownBy(() -> keys.find("key-1"))
                .isInstanceOf(CallFailed.class)
                .hasMessage("http_503");
    }

    @Test
    void areNotReplacedByAnEmptySet() throws Exception {
        google.answers(published(KEY)).otherwise(request -> FakeReply.json(200, "{\"keys\":[]}"));
        keys.find("key-1");
        clock.advance(GoogleKeys.FRESH);

        assertThat(keys.find("key-1")).isPresent();
    }

    @Test
    void mustBeFitForTheirPurpose() throws Exception {
        RSAKey encrypts =
                new RSAKey.Builder(key("encrypts")).keyUse(KeyUse.ENCRYPTION).build();
        RSAKey other =
                new RSAKey.Builder(key("other")).algorithm(JWSAlgorithm.RS512).build();
        google.answers(published(key("short", 1024), encrypts, other, KEY));

        assertThat(keys.find("key-1")).isPresent();
        for (String unfit : List.of("short", "encrypts", "other")) {
            assertThat(keys.find(unfit)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "500, {}, http_500",
        "307, {}, http_307",
        "200, canary, bad_keys",
        "200, {}, bad_keys",
        "200, '', bad_keys"
    })
    void thatCannotBeHadLeaveATokenUnjudged(int status, String body, String word) {
        google.answers(FakeReply.answer(
                status, Map.of("Location", google.uri("/elsewhere").toString()), body));
        IdTokenVerifier verifier = GoogleFixture.verifier(TestSettings.of(google.settings()), clock);

        assertThat(verify(verifier)).isEqualTo(new Unavailable(word));
        assertThat(google.requests()).hasSize(1);
    }

    @Test
    void areWaitedForNoLongerThanTheDeadlineAndReadNoFurtherThanTheCap() {
        Map<String, String> timeout = Map.of("TOKEN_MANAGEMENT_GOOGLE_TIMEOUT", "PT0.3S");
        google.answers(FakeReply.silence()).answers(FakeReply.json(200, "x".repeat(100_000)));
        IdTokenVerifier verifier = GoogleFixture.verifier(TestSettings.of(google.settings(), timeout), clock);

        assertThat(verify(verifier)).isEqualTo(new Unavailable("timeout"));
        assertThat(verify(verifier)).isEqualTo(new Unavailable("oversized"));
    }

    private static IdTokenResult verify(IdTokenVerifier verifier) {
        return verifier.verify(IdTokens.signed(Map.of()), IdTokens.CLIENT_ID, "hash");
    }
}
