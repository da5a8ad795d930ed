package tokenmanagement.it;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.ApiAssert.assertProblem;
import static tokenmanagement.support.ApiAssert.assertUsualHeaders;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Provided;
import tokenmanagement.support.TokenApi;

/** Route 7: the registrations, page by page. */
@ExtendWith(ArquillianExtension.class)
class ClientListIT {
    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Test
    void listsPageByPage() {
        String mark = branches.unknown().id();
        Set<Integer> registered = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            Map<String, Object> registration = branches.unknown().registration();
            registration.put("workspace_name", "Shop " + mark);
            registered.add(api.register(registration).number("client_id"));
        }

        Answer first = api.clients("?limit=2&q=" + mark);
        Answer second = api.clients("?limit=2&q=" + mark + "&after=" + first.text("next"));

        assertThat(fieldNames(second.json())).containsExactly("clients");
        Set<Integer> listed = ids(first);
        listed.addAll(ids(second));
        assertThat(ids(first)).hasSize(2);
        assertThat(listed).isEqualTo(registered);
        assertUsualHeaders(first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?limit=0",
                "?limit=201",
                "?limit=-1",
                "?limit=abc",
                "?limit=",
                "?limit=1&limit=2",
                "?after=x",
                "?status=no-such-state",
                "?page=2",
                "?q=a&q=b",
                "?limit=99999999999999999999"
            })
    void refusesQueriesItDoesNotUnderstand(String query) {
        assertProblem(api.clients(query), 400, "invalid-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-1", "2147483647", "9223372036854775808", "1e3", "1;drop", "%00", "%2e%2e", "abc", "1.0"})
    void answers404ForAnIdThatIsNoClient(String id) {
        Answer answer = api.call("GET", "/clients/" + id);

        assertThat(answer.status()).as(answer.toString()).isIn(400, 404);
    }

    private static Set<Integer> ids(Answer list) {
        return StreamSupport.stream(list.json().required("clients").spliterator(), false)
                .map(client -> client.required("client_id").intValue())
                .collect(toCollection(HashSet::new));
    }

    private static Set<String> fieldNames(JsonNode object) {
        Set<String> names = new HashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
