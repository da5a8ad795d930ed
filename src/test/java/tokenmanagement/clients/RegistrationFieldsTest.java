package tokenmanagement.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.clients.Registrations.taken;
import static tokenmanagement.clients.Registrations.with;
import static tokenmanagement.clients.Registrations.wrongFields;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Field by field, what is good and what is not. */
class RegistrationFieldsTest {
    private static final String TEN_KILOBYTES = "10 kB";

    private static String meant(String value) {
        return value.equals(TEN_KILOBYTES) ? "x".repeat(10_240) : value;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with space",
                " leading",
                "trailing ",
                "line\r\nbreak",
                "\n",
                "nul\u0000",
                "tab\t",
                "del\u007f",
                TEN_KILOBYTES,
                "\u202ertl",
                "\u05d0\u05d1",
                "\ud83d\ude00",
                "\u00e4",
                "\u200bzero-width"
            })
    void clientIdAndSecretAreVisibleAscii(String value) {
        assertThat(wrongFields(with("client_id", meant(value)))).containsExactly("client_id");
        assertThat(wrongFields(with("client_secret", meant(value)))).containsExactly("client_secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "!~", "GOCSPX-+/&=%\"'<>", "secret:with:colons"})
    void visibleAsciiIsTaken(String value) {
        assertThat(taken(with("client_id", value)).googleClientId()).isEqualTo(value);
        assertThat(taken(with("client_secret", value)).clientSecret().reveal()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"client_id, 255", "client_secret, 512"})
    void theLongestIsTakenAndNoLonger(String field, int most) {
        assertThat(taken(with(field, "x".repeat(most)))).isNotNull();
        assertThat(wrongFields(with(field, "x".repeat(most + 1)))).containsExactly(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "branch-17", "Caf\u00e9 Mitte", "a.b_c~d:e@f", "\u6771\u4eac", "x", "a+b", "0", "-1"})
    void aBranchIdIsThePartOfAPath(String id) {
        assertThat(taken(with("branch_id", id)).branchId()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b",
                "../1",
                "a\\b",
                "a?b",
                "a#b",
                "a%2fb",
                "a;b",
                " a",
                "a ",
                "\u00a0a",
                "a\u3000",
                "a\nb",
                "a\u0000",
                "a\tb",
                "a\u202eb",
                "a\u200db",
                "a\u2028b",
                TEN_KILOBYTES,
                " "
            })
    void everyOtherBranchIdIsWrong(String id) {
        assertThat(wrongFields(with("branch_id", meant(id)))).containsExactly("branch_id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner@example.com", "a+b@c.d", "o'neil@example.com", "\u00e4@b\u00fccher.example"})
    void anEmailAddressIsTaken(String email) {
        assertThat(taken(with("workspace_email", email)).workspaceEmail()).isEqualTo(email);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "owner",
                "@example.com",
                "owner@",
                "a@b@c",
                "a b@c.d",
                "a@b c",
                "a@b.c\r\nBcc: x@y.z",
                "<a@b.c>",
                "\"a\"@b.c",
                "a@b.c\u0000",
                "a@\u202eb.c",
                TEN_KILOBYTES
            })
    void everyOtherEmailAddressIsWrong(String email) {
        assertThat(wrongFields(with("workspace_email", meant(email)))).containsExactly("workspace_email");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Caf\u00e9 Mitte",
                "<img onerror=alert(1)>",
                "\u6771\u4eac",
                "Bar \ud83c\udf7a",
                "'; DROP TABLE clients; --"
            })
    void aNameIsAnythingThatPrints(String name) {
        assertThat(taken(with("workspace_name", name)).workspaceName()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "a\n2026-01-01 INFO login ok",
                "a\rb",
                "a\u0000",
                "a\u0085b",
                "a\u2028b",
                "a\u202eb",
                "a\u001b[31m",
                TEN_KILOBYTES
            })
    void whatDoesNotPrintIsNoName(String name) {
        assertThat(wrongFields(with("workspace_name", meant(name)))).containsExactly("workspace_name");
    }

    /** A client or proxy takes dots out of a path; GET /tokens/refresh is the address of route 4. */
    @ParameterizedTest
    @ValueSource(strings = {".", "..", "refresh"})
    void aBranchIdThatNoPathCanEndWithIsWrong(String id) {
        assertThat(wrongFields(with("branch_id", id))).containsExactly("branch_id");
    }
}
