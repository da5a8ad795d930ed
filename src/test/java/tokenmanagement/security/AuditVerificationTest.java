package tokenmanagement.security;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.security.Ciphers.key;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditVerificationTest {
    private final SecretCipher cipher = Ciphers.of("old:" + key(1));
    private final AuditStoreDouble store = new AuditStoreDouble(cipher);

    private AuditVerdict verdict(SecretCipher ring) {
        AuditVerification verification = new AuditVerification();
        verification.store = store;
        verification.cipher = ring;
        return verification.verify();
    }

    private void assertFound(String entry, String what) {
        AuditVerdict verdict = verdict(cipher);
        assertThat(verdict.valid()).isFalse();
        assertThat(verdict.fault()).isPresent();
        assertThat(verdict.fault().get().entry()).isEqualTo(entry);
        assertThat(verdict.fault().get().what()).isEqualTo(what);
    }

    private static AuditRow with(AuditRow row, AuditEvent event) {
        AuditEntry entry = row.entry();
        return new AuditRow(
                row.chain(),
                row.sequence(),
                new AuditEntry(entry.time(), event, entry.address(), entry.requestId()),
                row.hash());
    }

    private static AuditRow at(AuditRow row, long sequence) {
        return new AuditRow(row.chain(), sequence, row.entry(), row.hash());
    }

    @Test
    void anEmptyTrailIsWhole() {
        assertThat(verdict(cipher)).isEqualTo(new AuditVerdict(true, 0, 0, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 999, 1000, 1001, 2500})
    void chainsThatNobodyTouchedAreWhole(int entries) {
        store.chain(1, entries).chain(2, 3);

        assertThat(verdict(cipher)).isEqualTo(new AuditVerdict(true, entries + 3L, 2, Optional.empty()));
    }

    static Stream<AuditEvent> edits() {
        AuditEvent event = AuditChains.entry("branch-2", AuditStoreDouble.NOON).event();
        return Stream.of(
                event.ended("not-found"),
                event.answered(404),
                event.detail("x"),
                event.about("branch-3", 7),
                event.about("branch-2", 8),
                event.about(event.branchId(), Optional.empty()),
                event.about(Optional.of(""), event.clientId()),
                AuditEvent.byBrowser("token.refresh").about("branch-2", 7).answered(200),
                AuditEvent.byAnonymous("token.read").about("branch-2", 7).answered(200));
    }

    @ParameterizedTest
    @MethodSource("edits")
    void anEditedFieldIsFound(AuditEvent edited) {
        store.chain(1, 5);
        store.replace(store.row(1, 2), with(store.row(1, 2), edited));

        assertFound("1-2", "edited");
    }

    @Test
    void anEditedTimeAndAnEditedHashAreFound() {
        store.chain(1, 5);
        AuditRow row = store.row(1, 4);
        AuditEntry later = new AuditEntry(
                row.entry().time().plusNanos(1000),
                row.entry().event(),
                row.entry().address(),
                row.entry().requestId());

        store.replace(row, new AuditRow(1, 4, later, row.hash()));
        assertFound("1-4", "edited");

        store.replace(store.row(1, 4), new AuditRow(1, 4, row.entry(), new byte[32]));
        assertFound("1-4", "edited");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5})
    void aRemovedRowIsFound(int sequence) {
        store.chain(1, 5);
        store.rows.remove(store.row(1, sequence));

        assertFound("1-" + sequence, "missing");
    }

    @Test
    void aCutTailIsFoundAlsoWhenTheChainSaysItEndsThere() {
        store.chain(1, 5);
        AuditChainRow whole = store.chains.get(1L);
        store.rows.remove(store.row(1, 5));
        store.rows.remove(store.row(1, 4));
        assertFound("1-4", "missing");

        store.chains.put(
                1L,
                new AuditChainRow(
                        1, whole.keyCiphertext(), 1, whole.anchorHash(), whole.anchorMac(), 3, whole.headMac(), 0, 0));
        assertFound("1-4", "missing");
    }

    @Test
    void aCutBeginningIsFoundAlsoWhenTheChainSaysItBeginsThere() {
        store.chain(1, 5);
        AuditChainRow whole = store.chains.get(1L);
        byte[] hash = store.row(1, 2).hash();
        store.cut(whole, 3, hash, whole.anchorMac());

        assertFound("1-3", "edited");
    }

    @Test
    void rowsThatChangedPlacesAreFound() {
        store.chain(1, 5);
        AuditRow second = store.row(1, 2);
        AuditRow fourth = store.row(1, 4);
        store.rows.removeAll(List.of(second, fourth));
        store.rows.addAll(List.of(at(second, 4), at(fourth, 2)));

        assertFound("1-2", "reordered");
    }

    @Test
    void aRowThatNobodyWroteIsFound() {
        store.chain(1, 5);
        store.rows.add(at(store.row(1, 5), 6));

        assertFound("1-6", "added");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void aRowThatNobodyWroteIsFoundInFrontOfTheFirstToo(long sequence) {
        store.chain(1, 5);
        store.rows.add(at(store.row(1, 5), sequence));

        assertFound("1-" + sequence, "added");
    }

    /** What the driver makes of PostgreSQL's infinity and -infinity. */
    @ParameterizedTest
    @ValueSource(longs = {9223372036825200000L, -9223372036832400000L})
    void aTimeWithoutEndIsFoundToBeEdited(long millis) {
        store.chain(1, 5);
        AuditRow row = store.row(1, 4);
        AuditEntry endless = new AuditEntry(
                Instant.ofEpochMilli(millis),
                row.entry().event(),
                row.entry().address(),
                row.entry().requestId());
        store.replace(row, new AuditRow(1, 4, endless, row.hash()));

        assertFound("1-4", "edited");
    }

    @Test
    void aRowOfAnotherChainIsFound() {
        store.chain(1, 5).chain(2, 5);
        AuditRow other = store.row(2, 3);
        store.replace(store.row(1, 3), new AuditRow(1, 3, other.entry(), other.hash()));

        assertFound("1-3", "edited");
    }

    @Test
    void aRemovedChainIsFound() {
        store.chain(1, 2).chain(2, 2).chain(3, 2);
        store.chains.remove(2L);
        assertFound("2-1", "added");

        store.rows.removeIf(row -> row.chain() == 2);
        assertFound("2-1", "missing");
    }

    @Test
    void aForeignKeyIsFound() {
        store.chain(1, 2).chain(2, 2);
        AuditChainRow first = store.chains.get(1L);
        AuditChainRow second = store.chains.get(2L);
        store.chains.put(
                2L,
                new AuditChainRow(
                        2,
                        first.keyCiphertext(),
                        1,
                        second.anchorHash(),
                        second.anchorMac(),
                        2,
                        second.headMac(),
                        0,
                        0));

        assertFound("2-1", "edited");
    }

    @Test
    void anotherPrimaryKeyOfTheRingChangesNothing() {
        store.chain(1, 5);

        assertThat(verdict(Ciphers.of("new:" + key(2) + ",old:" + key(1))).valid())
                .isTrue();
    }
}
