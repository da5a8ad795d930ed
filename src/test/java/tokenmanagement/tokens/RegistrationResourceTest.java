package tokenmanagement.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static tokenmanagement.platform.Answers.assertProblem;
import static tokenmanagement.platform.Answers.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tokenmanagement.clients.ClientChange;
import tokenmanagement.clients.ClientView;
import tokenmanagement.clients.ClientViewStore;
import tokenmanagement.clients.ViewDouble;
import tokenmanagement.platform.LogCapture;
import tokenmanagement.platform.ProblemException;
import tokenmanagement.platform.Stub;
import tokenmanagement.platform.Uris;
import tokenmanagement.security.AuditSubject;
import tokenmanagement.security.Calling;

/** Routes 8 and 9 over client 7 of branch-7, which has version 4. */
class RegistrationResourceTest {
    private final LogCapture log = LogCapture.of(DisconnectResource.class);
    private final RegistrationResource resource = new RegistrationResource();
    private final DisconnectResource tokens = new DisconnectResource();
    private RevokedAtGoogle revoked = RevokedAtGoogle.PENDING;

    RegistrationResourceTest() {
        resource.security = Calling.within("branch-*");
        resource.views = new ClientViewStore() {
            @Override
            public Optional<ClientView> find(long id) {
                return id == 7 ? Optional.of(new ViewDouble(id, 4)) : Optional.empty();
            }
        };
        resource.registrations = new Registrations();
        resource.subject = new AuditSubject();
        tokens.subject = resource.subject;
        tokens.security = resource.security;
        tokens.registrations = resource.registrations;
    }

    @AfterEach
    void releaseLog() {
        log.close();
    }

    private final class Registrations extends RegistrationStore {
        @Override
        public boolean change(long clientId, long version, ClientChange change) {
            return clientId == 7 && version == 4;
        }

        @Override
        public Optional<Disconnected> disconnect(String branchId) {
            return branchId.equals("branch-7") ? Optional.of(new Disconnected(7, branchId, revoked)) : Optional.empty();
        }

        @Override
        public Optional<Disconnected> delete(long clientId) {
            return Optional.of(new Disconnected(clientId, "branch-7", revoked));
        }
    }

    private Response change(String id, String tag) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("is_active", false);
        HttpHeaders headers = Stub.of(HttpHeaders.class)
                .answer("getRequestHeader", name -> tag == null ? null : List.of(tag))
                .make();
        return resource.change(id, body, headers, Uris.withQuery());
    }

    @Test
    void aChangeAnswersWithTheRegistrationAndItsNewTag() {
        Response response = change("7", "\"4\"");

        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getHeaderString("ETag")).isEqualTo("\"4\"");
        assertThat(json(response).path("client_id").asLong()).isEqualTo(7);
    }

    @Test
    void aLostRaceIs412() {
        assertProblem(change("7", "\"3\""), 412, "version-mismatch");
        assertProblem(change("7", "W/\"4\""), 412, "version-mismatch");
    }

    @Test
    void withoutATagNothingIsChanged() {
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> change("7", null));

        assertProblem(refused.problem().response(), 400, "invalid-request");
    }

    @Test
    void anUnknownClientAndOneBeyondTheLimitsAreTheSame404() {
        assertProblem(change("8", "\"4\""), 404, "not-found");
        resource.security = Calling.within("another");

        assertThat(json(change("7", "\"4\""))).isEqualTo(json(change("8", "\"4\"")));
        assertThat(json(resource.delete("7", Uris.withQuery()))).isEqualTo(json(change("8", "\"4\"")));
    }

    @ParameterizedTest
    @EnumSource(RevokedAtGoogle.class)
    void whatBecomesOfTheGrantAtGoogleIsSaid(RevokedAtGoogle outcome) {
        revoked = outcome;

        assertThat(json(resource.delete("7", Uris.withQuery())))
                .hasToString("{\"success\":true,\"message\":\"Client deleted successfully\",\"client_id\":7,"
                        + "\"branch_id\":\"branch-7\",\"revoked_at_google\":\"" + outcome.word() + "\"}");
        assertThat(json(tokens.disconnect("branch-7", Uris.withQuery())))
                .hasToString("{\"success\":true,\"message\":\"Branch disconnected successfully\",\"client_id\":7,"
                        + "\"branch_id\":\"branch-7\",\"revoked_at_google\":\"" + outcome.word() + "\"}");
        assertThat(log.text()).contains("branch disconnected branch=branch-7 revoked_at_google=" + outcome.word());
    }

    @Test
    void aBranchThatIsUnknownOrBeyondTheLimitsIsNotFound() {
        assertProblem(tokens.disconnect("branch-8", Uris.withQuery()), 404, "not-found");
        tokens.security = Calling.within("another");

        assertProblem(tokens.disconnect("branch-7", Uris.withQuery()), 404, "not-found");
    }
}
