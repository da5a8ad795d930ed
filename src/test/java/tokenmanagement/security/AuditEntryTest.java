package tokenmanagement.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditEntryTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123456Z");
    private static final AuditEvent EVENT = AuditEvent.byBrowser("token.read");

    private static AuditEntry entry(AuditEvent event, String address, String requestId) {
        return new AuditEntry(NOON, event, Optional.ofNullable(address), Optional.ofNullable(requestId));
    }

    @Test
    void noTwoEntriesReadTheSame() {
        List<String> forms = new ArrayList<>();
        for (AuditEntry entry : List.of(
                entry(EVENT, null, null),
                entry(EVENT, "", null),
                entry(EVENT, null, ""),
                entry(EVENT, "ab", "c"),
                entry(EVENT, "a", "bc"),
                entry(EVENT.about(Optional.of("1"), Optional.empty()), null, null),
                entry(EVENT.about(Optional.empty(), Optional.of(1L)), null, null),
                entry(EVENT.answered(1), null, null),
                entry(EVENT.detail("1"), null, null),
                entry(EVENT.ended("1"), null, null))) {
            forms.add(HexFormat.of().formatHex(entry.canonical(1, 1)));
            forms.add(HexFormat.of().formatHex(entry.canonical(1, 2)));
            forms.add(HexFormat.of().formatHex(entry.canonical(2, 1)));
        }

        assertThat(forms).doesNotHaveDuplicates();
    }

    @Test
    void theTimeIsAsTheDatabaseKeepsIt() {
        AuditEntry entry = new AuditEntry(NOON.plusNanos(999), EVENT, Optional.empty(), Optional.empty());

        assertThat(entry.time()).isEqualTo(NOON);
    }

    @Test
    void namesHoldNothingThatALogOrTheDatabaseCannot() {
        AuditEvent event = AuditEvent.byAdministrator("ada\nroot\u0000\u2028", "console.sign-in")
                .about(Optional.of("b\r\n1" + "x".repeat(500)), Optional.empty());

        assertThat(event.caller()).isEqualTo("administrator:ada?root??");
        assertThat(event.branchId().orElseThrow()).startsWith("b??1x").hasSize(AuditEvent.LONGEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<b>", "a\nb", "it's", "\u00e4"})
    void onlyWordsAreTold(String text) {
        assertThatThrownBy(() -> EVENT.detail(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EVENT.ended(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AuditEvent.byBrowser(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPlaceInTheListReadsBackAsItWasWritten() {
        AuditRow row = new AuditRow(3, 14, entry(EVENT, null, null), new byte[32]);
        AuditSearch.Cursor cursor = AuditSearch.Cursor.behind(row);

        assertThat(AuditSearch.Cursor.parse(cursor.toString())).contains(cursor);
        assertThat(AuditSearch.Cursor.parse("1-2")).isEmpty();
        assertThat(AuditSearch.Cursor.parse("-1-2-3")).isEmpty();
    }
}
