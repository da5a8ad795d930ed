package tokenmanagement.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditSearchTest {
    private static List<Object> values(String branch, BranchLimits limits) {
        return new AuditSearch(
                        Optional.of(branch),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        limits,
                        Optional.empty())
                .where()
                .values();
    }

    @Test
    void aBranchOutsideTheLimitsIsLookedUpByANameThatNoBranchHas() {
        BranchLimits limits = BranchLimits.to(List.of("own"));

        assertThat(values("foreign", limits)).containsExactly("/foreign", "own");
        assertThat(values("own", limits)).containsExactly("own", "own");
        assertThat(values("foreign", BranchLimits.NONE)).containsExactly("foreign");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-01-01",
                "+300000-01-01T00:00:00Z",
                "-5000-01-01T00:00:00Z",
                "+999999999-12-31T00:00:00Z"
            })
    void whatTheDatabaseKnowsNotIsNoTime(String text) {
        assertThat(AuditSearch.time(text)).isEmpty();
    }

    @Test
    void aTimeIsRead() {
        assertThat(AuditSearch.time("2026-12-31T12:00:00.123456Z"))
                .contains(Instant.parse("2026-12-31T12:00:00.123456Z"));
    }
}
