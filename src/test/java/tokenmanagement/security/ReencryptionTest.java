package tokenmanagement.security;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.security.RotationFixture.A;
import static tokenmanagement.security.RotationFixture.B;
import static tokenmanagement.security.RotationFixture.work;
import static tokenmanagement.security.SealedColumnDouble.CLIENTS;
import static tokenmanagement.security.SealedColumnDouble.TOKENS;

import java.time.Instant;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tokenmanagement.platform.LogCapture;
import tokenmanagement.security.EncryptionStatus.KeyUse;
import tokenmanagement.security.EncryptionStatus.Progress;

/** Rows move to the first key of the ring, whatever happens meanwhile. */
class ReencryptionTest {
    private static final int MANY = 2 * ReencryptionWalk.WINDOW + 50;

    private final RotationFixture cluster = new RotationFixture();
    private final SealedColumnDouble rows = cluster.rows;
    private final SecretCipher old = Ciphers.of(A);
    private final SecretCipher fresh = Ciphers.of(B);

    private void fill(int count) {
        LongStream.rangeClosed(1, count).forEach(key -> {
            rows.put(CLIENTS, key, old);
            rows.put(TOKENS, key, old);
        });
    }

    private static EncryptionStatus status(Reencryption node) {
        return node.status(Instant.MAX);
    }

    @Test
    void everyRowMovesToTheFirstKeyAndStillReadsTheSame() {
        fill(MANY);
        Reencryption node = cluster.node(B + "," + A);

        work(node);

        assertThat(LongStream.rangeClosed(1, MANY)).allSatisfy(key -> {
            assertThat(rows.read(CLIENTS, key, fresh)).isEqualTo("secret-" + key);
            assertThat(rows.read(TOKENS, key, fresh)).isEqualTo("secret-" + key);
        });
        assertThat(status(node).progress()).isEqualTo(Progress.DONE);
        assertThat(status(node).finishedAt()).hasValue(cluster.clock.instant());
    }

    @Test
    void aWalkThatWasBrokenOffGoesOnWithWhatIsLeft() {
        fill(MANY);
        Reencryption killed = cluster.node(B + "," + A);
        killed.look();
        killed.step();
        killed.step();

        work(cluster.node(B + "," + A));

        assertThat(rows.replaced).as("each row once").isEqualTo(2 * MANY);
        assertThat(status(killed).keys()).extracting(KeyUse::total).containsExactly(2L * MANY, 0L);
    }

    @Test
    void whatWasStoredMeanwhileIsNotOverwritten() {
        fill(3);
        rows.beforeReplace = () -> rows.put(TOKENS, 2, Ciphers.of(A));
        byte[] untouched = rows.tables.get(TOKENS).get(2L);
        Reencryption node = cluster.node(B + "," + A);

        work(node);

        assertThat(rows.tables.get(TOKENS).get(2L)).isNotEqualTo(untouched);
        assertThat(rows.read(TOKENS, 2, old)).isEqualTo("secret-2");
        assertThat(status(node).progress()).isEqualTo(Progress.WORKING);

        rows.beforeReplace = () -> {};
        work(node);

        assertThat(rows.read(TOKENS, 2, fresh)).isEqualTo("secret-2");
        assertThat(status(node).progress()).isEqualTo(Progress.DONE);
    }

    @Test
    void anUnreadableRowIsLeftAloneNamedOnceAndShown() {
        fill(3);
        byte[] damaged = rows.tables.get(TOKENS).get(2L);
        damaged[20] ^= 1;
        byte[] foreign = {7, 7};
        rows.tables.get(CLIENTS).put(3L, foreign);
        Reencryption node = cluster.node(B + "," + A);

        try (LogCapture log = LogCapture.of(ReencryptionWalk.class)) {
            work(node);
            rows.put(TOKENS, 9, old);
            work(node);

            assertThat(log.warnings())
                    .hasSize(2)
                    .anyMatch(line -> line.contains("tokens.access_token_ciphertext of 2"))
                    .anyMatch(line -> line.contains("clients.client_secret_ciphertext of 3"));
        }
        assertThat(rows.tables.get(TOKENS).get(2L)).isSameAs(damaged);
        assertThat(rows.tables.get(CLIENTS).get(3L)).isSameAs(foreign);
        assertThat(rows.read(TOKENS, 9, fresh)).isEqualTo("secret-9");
        assertThat(status(node).unreadable()).isEqualTo(2);
        assertThat(status(node).progress()).isEqualTo(Progress.DONE);
        assertThat(node.registry.get("tokenmgmt.unreadable.rows").gauge().value())
                .isEqualTo(2);
    }

    @Test
    void anUnreadableRowAloneStartsNoFurtherWalk() {
        fill(2);
        rows.tables.get(TOKENS).get(1L)[20] ^= 1;
        Reencryption node = cluster.node(B + "," + A);
        work(node);

        node.look();

        assertThat(node.step()).isFalse();
    }

    @Test
    void aNodeThatHasTheOldOrderStopsTheWork() {
        fill(3);
        Reencryption oldNode = cluster.node(A + "," + B);
        Reencryption newNode = cluster.node(B + "," + A);
        rows.put(TOKENS, 4, fresh);

        work(newNode);
        work(oldNode);

        assertThat(rows.replaced).isZero();
        assertThat(status(newNode).progress()).isEqualTo(Progress.WAITING_FOR_NODES);
        assertThat(status(oldNode).progress()).isEqualTo(Progress.WAITING_FOR_NODES);
    }

    @Test
    void theWorkBeginsWhenTheLastNodeHasTheNewOrder() {
        fill(3);
        Reencryption oldNode = cluster.node(A + "," + B);
        Reencryption newNode = cluster.node(B + "," + A);
        work(newNode);
        oldNode.leave();

        work(cluster.node(B + "," + A));

        assertThat(rows.read(TOKENS, 1, fresh)).isEqualTo("secret-1");
        work(newNode);
        assertThat(status(newNode).progress()).isEqualTo(Progress.DONE);
    }

    @Test
    void aWalkUnderWayEndsWhenANodeWithAnotherOrderComes() {
        fill(MANY);
        Reencryption node = cluster.node(B + "," + A);
        node.look();
        node.step();
        cluster.node(A + "," + B);

        assertThat(node.step()).isFalse();
        assertThat(rows.replaced).isEqualTo(ReencryptionWalk.WINDOW);
    }

    @Test
    void theOldKeyCanComeToTheFrontAgain() {
        fill(3);
        Reencryption node = cluster.node(B + "," + A);
        work(node);
        node.leave();

        work(cluster.node(A + "," + B));

        assertThat(rows.read(TOKENS, 1, old)).isEqualTo("secret-1");
    }

    @Test
    void theStatusShowsWhoNeedsWhichKey() {
        fill(2);
        rows.put(TOKENS, 7, fresh);
        rows.put(TOKENS, 8, Ciphers.of("c:" + Ciphers.key(3)));
        cluster.apiKey("billing", "a");

        EncryptionStatus status = status(cluster.node(B + "," + A));

        assertThat(status.keys()).extracting(KeyUse::key).containsExactly("b", "a");
        assertThat(status.keys()).extracting(KeyUse::total).containsExactly(1L, 4L);
        assertThat(status.keys().get(1).rows())
                .containsEntry("tokens.access_token_ciphertext", 2L)
                .containsEntry("clients.client_secret_ciphertext", 2L);
        assertThat(status.keys().get(1).apiKeys()).containsExactly("billing (id 1)");
        assertThat(status.missing())
                .singleElement()
                .satisfies(use -> assertThat(use.key()).startsWith("not in the key ring, number "))
                .satisfies(use -> assertThat(use.total()).isOne());
    }

    @Test
    void theFiguresNameTheKeysOfTheSettingsOnly() {
        fill(2);
        rows.put(TOKENS, 8, Ciphers.of("c:" + Ciphers.key(3)));

        Reencryption node = cluster.node(B + "," + A);
        node.look();

        assertThat(node.registry.get("tokenmgmt.key.rows").gauges())
                .extracting(gauge -> gauge.getId().getTag("key_id") + " " + (long) gauge.value())
                .containsExactlyInAnyOrder("b 0", "a 4", "(not in the settings) 1");
    }
}
