package tokenmanagement.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BranchLimitsTest {
    private static BranchLimits limits(String patterns) {
        return patterns.equals("all") ? BranchLimits.NONE : BranchLimits.to(List.of(patterns.split(" ")));
    }

    @ParameterizedTest
    @CsvSource({
        "all, anything, true",
        "b-1, b-1, true",
        "b-1, b-10, false",
        "b-1, B-1, false",
        "b-1, b-, false",
        "b-1 b-2, b-2, true",
        "b-*, b-, true",
        "b-*, b-1, true",
        "b-*, b, false",
        "b-*, ab-1, false",
        "b-*, B-1, false",
        "b.*, bx1, false",
        "b-1 c-*, c-9, true",
        "b-1 c-*, b-9, false"
    })
    void aBranchIsAllowedByItsIdOrItsBeginning(String patterns, String branch, boolean allowed) {
        assertThat(limits(patterns).allow(branch)).isEqualTo(allowed);
    }

    @Test
    void aBranchOutsideIsLookedUpUnderANameThatNoBranchCanHave() {
        assertThat(limits("b-*").visible("b-1")).isEqualTo("b-1");
        assertThat(limits("b-*").visible("c-1")).isEqualTo("/c-1");
        assertThat(BranchLimits.NONE.visible("c-1")).isEqualTo("c-1");
    }

    @ParameterizedTest
    @CsvSource({
        "all, all, true",
        "all, b-1, true",
        "b-*, all, false",
        "b-1, b-1, true",
        "b-1, b-2, false",
        "b-*, b-1, true",
        "b-*, b-*, true",
        "b-*, b-1*, true",
        "b-1*, b-*, false",
        "b-1, b-1*, false",
        "b-* c-1, c-1 b-7, true",
        "b-* c-1, c-1 b-7 d, false"
    })
    void onlyWhatLiesWithinIsIncluded(String own, String others, boolean included) {
        assertThat(limits(own).include(limits(others))).isEqualTo(included);
    }

    @ParameterizedTest
    @ValueSource(strings = {"b", "b-1", "b-*", "Caf\u00e9 Mitte", "a b*"})
    void aPatternIsABranchIdOrItsBeginning(String text) {
        assertThat(BranchLimits.isPattern(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "*", "**", "*b", "b*c", "b**", " b", "b ", "a/b", "a\nb", "a\\b", "a%b", "a;b", "\u202eb"})
    void anythingElseIsNone(String text) {
        assertThat(BranchLimits.isPattern(text)).isFalse();
    }

    @Test
    void aPatternIsNoLongerThanABranchId() {
        assertThat(BranchLimits.isPattern("x".repeat(200) + "*")).isTrue();
        assertThat(BranchLimits.isPattern("x".repeat(201))).isFalse();
    }
}
