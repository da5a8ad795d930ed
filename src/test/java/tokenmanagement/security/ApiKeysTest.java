package tokenmanagement.security;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.security.Ciphers.key;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.support.MutableClock;
import tokenmanagement.support.TestSettings;

/** Which key opens, for how long, and what is noted of its use. */
class ApiKeysTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String OLD_RING = "old:" + key(1);
    private static final String NEW_RING = "new:" + key(2) + ",old:" + key(1);
    private static final String ADMIN = "canary-admin-key-0123456789-0123456789";

    private final MutableClock clock = new MutableClock(NOON);
    private final ApiKeyStoreDouble store = new ApiKeyStoreDouble(clock);
    private final KeyText text = KeyText.random();

    private ApiKeys keys(String ring) {
        ApiKeys keys = new ApiKeys();
        keys.settings = TestSettings.of(Map.of("TOKEN_MANAGEMENT_ADMIN_API_KEY", ADMIN));
        keys.hasher = KeyHasherTest.hasher(ring);
        keys.store = store;
        keys.clock = clock;
        return keys;
    }

    private ApiKeyStoreDouble.Row created(String ring) {
        ApiKeyRequest request = new ApiKeyRequest(
                "billing", Set.of(Scope.TOKENS_READ), BranchLimits.to(List.of("b-*")), NOON.plus(Duration.ofDays(30)));
        store.create(request, KeyHasherTest.hasher(ring).hashes(text).get(0), "admin");
        return store.rows.get(0);
    }

    private Optional<Caller> caller(String ring) {
        return keys(ring).callerOf(text.secret().reveal());
    }

    @Test
    void aKeyOpensWhatItWasCreatedFor() {
        created(OLD_RING);

        assertThat(caller(OLD_RING))
                .contains(new Caller(
                        "billing", Optional.of(1L), Set.of(Scope.TOKENS_READ), BranchLimits.to(List.of("b-*"))));
    }

    @Test
    void aKeyThatWasNeverCreatedOpensNothing() {
        assertThat(caller(OLD_RING)).isEmpty();
    }

    @Test
    void aKeyOpensUntilTheMomentItExpires() {
        created(OLD_RING);
        clock.advance(Duration.ofDays(30).minusMillis(1));
        assertThat(caller(OLD_RING)).isPresent();

        clock.advance(Duration.ofMillis(1));

        assertThat(caller(OLD_RING)).isEmpty();
    }

    @Test
    void aRevokedKeyOpensNothingFromThatMomentOn() {
        created(OLD_RING);
        assertThat(caller(OLD_RING)).isPresent();

        store.revoke(1);

        assertThat(caller(OLD_RING)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "tmk_", "tmk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA_AAAAAA", ADMIN + "x", ADMIN})
    void theDatabaseIsNotAskedForWhatCannotBeOneOfItsKeys(String presented) {
        keys(OLD_RING).callerOf(presented);

        assertThat(store.reads).isZero();
    }

    @Test
    void theKeyOfTheSettingsOpensEverything() {
        assertThat(keys(OLD_RING).callerOf(ADMIN)).hasValueSatisfying(caller -> {
            assertThat(caller.scopes()).containsExactlyInAnyOrder(Scope.values());
            assertThat(caller.branches()).isEqualTo(BranchLimits.NONE);
        });
    }

    @Test
    void aKeyUnderAnOlderKeyOfTheRingOpensAndIsHashedAnew() {
        ApiKeyStoreDouble.Row row = created(OLD_RING);

        assertThat(caller(NEW_RING)).isPresent();

        assertThat(row.hash)
                .isEqualTo(KeyHasherTest.hasher(NEW_RING).hashes(text).get(0));
        assertThat(caller("new:" + key(2))).isPresent();
    }

    @Test
    void withoutTheKeyOfTheRingItOpensNothing() {
        created(OLD_RING);

        assertThat(caller("new:" + key(2))).isEmpty();
    }

    @Test
    void useIsNotedOnceAnHour() {
        ApiKeyStoreDouble.Row row = created(OLD_RING);

        caller(OLD_RING);
        clock.advance(Duration.ofMinutes(59));
        caller(OLD_RING);
        assertThat(row.notes).isEqualTo(1);

        clock.advance(Duration.ofMinutes(1));
        caller(OLD_RING);
        assertThat(row.notes).isEqualTo(2);
    }

    @Test
    void nodesThatDisagreeAboutThePrimaryKeyDoNotHashInTurnsAtEveryRequest() {
        ApiKeyStoreDouble.Row row = created(OLD_RING);

        for (int i = 0; i < 10; i++) {
            assertThat(caller(NEW_RING)).isPresent();
            assertThat(caller("old:" + key(1) + ",new:" + key(2))).isPresent();
        }

        assertThat(row.notes).isEqualTo(1);
    }

    @Test
    void aRefusedUseIsNotNoted() {
        ApiKeyStoreDouble.Row row = created(OLD_RING);
        store.revoke(1);

        caller(NEW_RING);

        assertThat(row.notes).isZero();
        assertThat(row.hash.ringKeyId()).isEqualTo(KeyRing.idOf("old"));
    }

    @Test
    void oneRequestIsOneRead() {
        created(OLD_RING);

        caller(NEW_RING);

        assertThat(store.reads).isEqualTo(1);
    }
}
