package tokenmanagement.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.security.AuditEntry;
import tokenmanagement.security.AuditEvent;
import tokenmanagement.security.AuditRow;
import tokenmanagement.security.AuditSearch;
import tokenmanagement.security.AuditVerdict;

class AuditPageTest {
    @Test
    void aBareAddressShowsEverything() {
        assertThat(AuditFilterForm.of(Map.of()).search()).isEqualTo(AuditSearch.ALL);
    }

    @Test
    void theLastDayIsIncluded() {
        AuditSearch search = AuditFilterForm.of(Map.of("from", "2026-01-01", "to", "2026-01-31"))
                .search();

        assertThat(search.from()).contains(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(search.to()).contains(Instant.parse("2026-02-01T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "2026-02-30", "2026-1-1", "' OR 1=1", "+300000-01-01", "-5000-01-01", "+999999999-12-31"})
    void whatIsNoDayIsSaidAndSearchedForByNobody(String day) {
        AuditFilterForm form = AuditFilterForm.of(Map.of("from", day));

        assertThat(form.mistake()).isNotEmpty();
    }

    @Test
    void theNextPageKeepsTheSearch() {
        AuditRow row = new AuditRow(
                2,
                3,
                new AuditEntry(Instant.EPOCH, AuditEvent.byBrowser("a.b"), Optional.empty(), Optional.empty()),
                null);

        assertThat(AuditFilterForm.of(Map.of("branch", "a b&c", "after", "1-1-1"))
                        .addressBehind(row))
                .isEqualTo("/admin/audit.xhtml?branch=a+b%26c&after=0-2-3");
    }

    @Test
    void aFaultIsNamedInWords() {
        AuditVerdict verdict =
                new AuditVerdict(false, 41, 1, Optional.of(new AuditVerdict.Fault("1-42", 1, 42, "edited")));

        assertThat(AuditPage.words(verdict)).startsWith("The trail is not whole: entry 1-42 is edited.");
        assertThat(AuditPage.words(new AuditVerdict(true, 7, 1, Optional.empty())))
                .contains("all 7 entries");
    }
}
