package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.ApiAssert.assertProblem;
import static tokenmanagement.support.ApiAssert.assertUsualHeaders;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Provided;
import tokenmanagement.support.TokenApi;

/** Routes 1 and 7: register a client, list and read the registrations. */
@ExtendWith(ArquillianExtension.class)
class ClientIT {
    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Test
    void registersAClient() {
        Branch branch = branches.unknown();

        Answer answer = api.register(branch.registration());

        assertThat(answer.status()).isEqualTo(201);
        assertThat(fieldNames(answer.json()))
                .containsExactlyInAnyOrder("success", "message", "client_id", "branch_id", "email");
        assertThat(answer.json().get("success").booleanValue()).isTrue();
        assertThat(answer.text("message")).isEqualTo("Client created successfully");
        assertThat(answer.json().get("client_id").isInt()).isTrue();
        assertThat(answer.text("branch_id")).isEqualTo(branch.id());
        assertThat(answer.text("email")).isEqualTo(branch.email());
        assertThat(answer.location().getPath()).isEqualTo("/token-management/clients/" + answer.number("client_id"));
        assertUsualHeaders(answer);
    }

    @Test
    void namesTheExistingClientWhenTheRequestIsRepeated() {
        Branch branch = branches.registered();

        Answer answer = api.register(branch.registration());

        assertProblem(answer, 409, "already-exists");
        assertThat(answer.body()).contains(Integer.toString(branch.clientId()));
    }

    @Test
    void takesABranchOnlyOnce() {
        Branch branch = branches.registered();
        Map<String, Object> other = branches.unknown().registration();
        other.put("branch_id", branch.id());

        assertProblem(api.register(other), 409, "already-exists");
    }

    @Test
    void oneOfManyRegistrationsAtOnceWins() {
        Branch branch = branches.unknown();

        var statuses = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> api.register(branch.registration()).status())
                .toList();

        assertThat(statuses).containsOnly(201, 409).containsOnlyOnce(201);
    }

    @Test
    void severalBranchesMayShareOneGoogleClient() {
        Branch first = branches.registered();
        Map<String, Object> second = branches.unknown().registration();
        second.put("client_id", first.googleClientId());

        assertThat(api.register(second).status()).isEqualTo(201);
    }

    @Test
    void readsARegistrationButNeverItsSecret() {
        Branch branch = branches.registered();

        Answer answer = api.client(branch.clientId());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.number("client_id")).isEqualTo(branch.clientId());
        assertThat(answer.text("branch_id")).isEqualTo(branch.id());
        assertThat(answer.json().get("connected").booleanValue()).isFalse();
        assertThat(answer.header("ETag")).isPresent();
        assertThat(answer.body()).doesNotContain(branch.clientSecret(), "secret");
        assertUsualHeaders(answer);
    }

    @Test
    void saysWhenAConnectedClientExpires() {
        Branch branch = branches.connected();

        Answer answer = api.client(branch.clientId());

        assertThat(answer.json().get("connected").booleanValue()).isTrue();
        for (String time : new String[] {"expires_at", "last_refreshed_at", "next_refresh_at"}) {
            assertThat(answer.text(time)).as(time).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
        }
        assertThat(answer.text("last_error")).isNull();
    }

    private static Set<String> fieldNames(JsonNode object) {
        Set<String> names = new HashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
