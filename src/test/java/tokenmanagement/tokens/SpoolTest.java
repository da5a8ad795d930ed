package tokenmanagement.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.google.TokenResponse;
import tokenmanagement.google.TokenResponse.Kind;
import tokenmanagement.platform.LogCapture;
import tokenmanagement.platform.Secret;
import tokenmanagement.security.Ciphers;
import tokenmanagement.support.TestSettings;

/** Answers on the disk, for as long as the database is away. */
class SpoolTest {
    private static final String NAME = "1-1-0.answer";

    @TempDir
    Path parent;

    private final LogCapture log = LogCapture.of(Spool.class);
    private Path directory;
    private Spool spool;

    @BeforeEach
    void open() {
        directory = parent.resolve("of/the/node");
        spool = opened();
    }

    @AfterEach
    void releaseLog() {
        log.close();
    }

    /** As after a restart. */
    private Spool opened() {
        Spool fresh = new Spool();
        fresh.settings = TestSettings.of(Map.of("TOKEN_MANAGEMENT_SPOOL_DIR", directory.toString()));
        fresh.cipher = Tokens.CIPHER;
        fresh.open();
        return fresh;
    }

    private static SpooledAnswer answer(TokenResponse response) {
        return SpooledAnswer.of(Tokens.lease(Tokens.connected()), response, Cause.TIMER);
    }

    private static SpooledAnswer anAnswer() {
        return answer(Grants.of("canary-access").refreshToken("canary-refresh").answer());
    }

    static Stream<TokenResponse> worthKeeping() {
        return Stream.of(
                Grants.of("access-2").answer(),
                Grants.of("access-2").refreshToken("refresh-2").answer(),
                Grants.of("access-2").expiresIn(null).scope(null).answer(),
                new TokenResponse.Unreachable(
                        Tokens.NOON,
                        Duration.ofMillis(200),
                        Optional.of(200),
                        Kind.UNUSABLE,
                        "bad_scope",
                        Optional.empty(),
                        Optional.of(Secret.of("refresh-2"))));
    }

    @ParameterizedTest
    @MethodSource("worthKeeping")
    void theNextStartReadsWhatTheLastOneKept(TokenResponse response) {
        assertThat(SpooledAnswer.isWorthKeeping(response)).isTrue();
        spool.keep(answer(response));

        assertThat(opened().waiting()).containsExactly(NAME);
        assertThat(opened().read(NAME)).contains(answer(response));
    }

    @Test
    void nobodyElseCanReadIt() throws IOException {
        spool.keep(anAnswer());

        assertThat(Files.getPosixFilePermissions(directory)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(Files.getPosixFilePermissions(directory.resolve(NAME)))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.readString(directory.resolve(NAME), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("canary", "branch-1");
    }

    @Test
    void whatIsStoredLeavesNothing() {
        spool.keep(anAnswer()).ifPresent(spool::remove);

        assertThat(spool.waiting()).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void thePairThatAnAnswerIsForIsFound() {
        spool.keep(anAnswer());

        assertThat(spool.waiting(1, 1)).containsExactly(NAME);
        assertThat(spool.waiting(1, 2)).isEmpty();
        assertThat(spool.waiting(2, 1)).isEmpty();
        assertThat(spool.waiting(11, 1)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "a longer text that no key of the ring has ever encrypted, byte for byte"})
    void whatCannotBeReadIsSetAsideAndStandsInNobodysWay(String content) throws IOException {
        Files.writeString(directory.resolve("7-1-1.answer"), content);
        spool.keep(anAnswer());
        Spool next = opened();

        assertThat(next.read("7-1-1.answer")).isEmpty();

        assertThat(next.waiting()).containsExactly(NAME);
        assertThat(directory.resolve("7-1-1.answer.set-aside")).hasContent(content);
        assertThat(log.text()).contains("set aside").doesNotContain(content.isEmpty() ? "canary" : content);
    }

    @Test
    void anAnswerUnderAnotherNameIsNoAnswer() throws IOException {
        spool.keep(anAnswer());
        Files.move(directory.resolve(NAME), directory.resolve("2-1-0.answer"));

        assertThat(opened().read("2-1-0.answer")).isEmpty();
    }

    @Test
    void anotherKeyRingReadsNothingAndDestroysNothing() {
        spool.keep(anAnswer());
        spool.cipher = Ciphers.of("other:" + "B".repeat(42) + "A=");

        assertThat(spool.read(NAME)).isEmpty();
        assertThat(directory.resolve(NAME + ".set-aside")).isNotEmptyFile();
    }

    @Test
    void otherFilesAreNotTouched() throws IOException {
        Files.writeString(directory.resolve("notes.txt"), "mine");

        assertThat(opened().waiting()).isEmpty();
        assertThat(directory.resolve("notes.txt")).exists();
    }

    @Test
    void withoutADirectoryTheServiceRunsAndSaysSo() throws IOException {
        directory = parent.resolve("file");
        Files.writeString(directory, "");

        Spool none = opened();

        assertThat(none.keep(anAnswer())).isEmpty();
        assertThat(none.waiting()).isEqualTo(List.of());
        assertThat(log.text()).contains("TOKEN_MANAGEMENT_SPOOL_DIR").doesNotContain("canary");
    }
}
