package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.ApiAssert.assertProblem;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Keys;
import tokenmanagement.support.Keys.Key;
import tokenmanagement.support.Provided;
import tokenmanagement.support.TokenApi;
import tokenmanagement.support.TokenEndpoint;

/** Fault 4: to a key that is limited to branches all others do not exist. */
@ExtendWith(ArquillianExtension.class)
class BranchLimitIT {
    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Keys keys;

    @Provided
    private TokenEndpoint tokenEndpoint;

    private static void assertSame(Answer answer, Answer unknown) {
        assertProblem(unknown, 404, "not-found");
        assertThat(answer.status()).isEqualTo(unknown.status());
        assertThat(answer.body()).isEqualTo(unknown.body());
        assertThat(headers(answer)).isEqualTo(headers(unknown));
    }

    /** Without those that differ between any two requests: the time, the id, and how many more may follow. */
    private static Map<String, List<String>> headers(Answer answer) {
        Map<String, List<String>> headers = new HashMap<>(answer.headers().map());
        headers.keySet()
                .removeIf(name -> Set.of("date", "ratelimit", "x-request-id").contains(name.toLowerCase(Locale.ROOT)));
        return headers;
    }

    @Test
    void aBranchBeyondTheLimitIsAnsweredAsAnUnknownOne() {
        Branch own = branches.connected();
        Branch foreign = branches.connected();
        TokenApi limited = keys.limitedTo(own.id()).api();

        assertThat(limited.token(own.id()).status()).isEqualTo(200);
        assertThat(limited.refresh(own.clientId()).status()).isEqualTo(200);
        assertThat(limited.client(own.clientId()).status()).isEqualTo(200);
        assertSame(limited.token(foreign.id()), limited.token(branches.unknown().id()));
        assertSame(limited.refresh(foreign.clientId()), limited.refresh(Integer.MAX_VALUE));
        assertSame(limited.client(foreign.clientId()), limited.client(Integer.MAX_VALUE));
        assertThat(tokenEndpoint.of(foreign).refreshes()).isEmpty();
    }

    @Test
    void aPrefixCoversWhatBeginsWithIt() {
        Branch branch = branches.connected();
        String prefix = branch.id().substring(0, 20) + "*";

        assertThat(keys.limitedTo(prefix).api().token(branch.id()).status()).isEqualTo(200);
        assertProblem(keys.limitedTo("x" + prefix).api().token(branch.id()), 404, "not-found");
    }

    @Test
    void aListShowsOnlyWhatTheKeyCovers() {
        Branch first = branches.registered();
        Branch second = branches.registered();
        Branch foreign = branches.registered();
        Key limited = keys.limitedTo(first.id(), second.id().substring(0, 30) + "*");

        Answer whole = limited.api().clients("?limit=200");
        Answer page = limited.api().clients("?limit=1");
        Answer next = limited.api().clients("?limit=1&after=" + page.text("next"));

        assertThat(whole.json().required("clients")).hasSize(2);
        assertThat(whole.body()).contains(first.id(), second.id()).doesNotContain(foreign.id());
        assertThat(page.body()).contains(first.id());
        assertThat(next.body()).contains(second.id());
        assertThat(next.json().has("next")).isFalse();
        assertThat(limited.api().clients("?q=" + foreign.id()).json().required("clients"))
                .isEmpty();
    }

    @Test
    void anUnderscoreInALimitStandsForItselfAlone() {
        Branch branch = branches.registered();

        TokenApi limited = keys.limitedTo(
                        branch.id().replace('-', '_'), branch.id().substring(0, 5) + "_*")
                .api();

        assertThat(limited.clients("").json().required("clients")).isEmpty();
    }

    @Test
    void aBranchBeyondTheLimitCannotBeRegisteredWhetherItExistsOrNot() {
        Branch existing = branches.registered();
        Branch unknown = branches.unknown();
        TokenApi limited = keys.limitedTo("another-*").api();

        assertSame(limited.register(existing.registration()), limited.register(unknown.registration()));
        assertThat(api.token(unknown.id()).status()).isEqualTo(404);
        assertThat(keys.limitedTo(unknown.id())
                        .api()
                        .register(unknown.registration())
                        .status())
                .isEqualTo(201);
    }
}
