package tokenmanagement.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tokenmanagement.platform.Answers.assertProblem;
import static tokenmanagement.platform.Answers.json;

import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tokenmanagement.platform.LogCapture;
import tokenmanagement.platform.ProblemException;
import tokenmanagement.platform.Uris;
import tokenmanagement.security.AuditSubject;
import tokenmanagement.security.Calling;
import tokenmanagement.support.TestSettings;

/** Route 1: every {@link RegistrationResult} as api.md answers it. */
class RegistrationMappingTest {
    private final LogCapture log = LogCapture.of(ClientResource.class);

    @AfterEach
    void releaseLog() {
        log.close();
    }

    private static Response answerWhen(RegistrationResult result) {
        return answerWithin("branch-*", result);
    }

    private static Response answerWithin(String limit, RegistrationResult result) {
        ClientResource resource = new ClientResource();
        resource.security = Calling.within(limit);
        resource.subject = new AuditSubject();
        resource.settings = TestSettings.of(Map.of("TOKEN_MANAGEMENT_PUBLIC_URL", "https://tokens.example.com"));
        resource.clients = new ClientStore() {
            @Override
            public RegistrationResult register(ClientRegistration registration) {
                return result;
            }
        };
        return resource.register(Registrations.complete(), Uris.withQuery());
    }

    @Test
    void aNewRegistrationIs201WithItsAddress() {
        Response response = answerWhen(new RegistrationResult.Created(7));

        assertThat(response.getStatus()).isEqualTo(201);
        assertThat(response.getLocation()).hasToString("https://tokens.example.com/token-management/clients/7");
        assertThat(json(response))
                .hasToString("{\"success\":true,\"message\":\"Client created successfully\",\"client_id\":7,"
                        + "\"branch_id\":\"branch-17\",\"email\":\"owner@example.com\"}");
    }

    @Test
    void aSecondOneForTheBranchIs409AndNamesTheFirst() {
        Response response = answerWhen(new RegistrationResult.AlreadyExists(3));

        assertThat(assertProblem(response, 409, "already-exists")
                        .path("client_id")
                        .asLong())
                .isEqualTo(3);
    }

    @Test
    void aBranchBeyondTheLimitsIsNotFoundWhetherItExistsOrNot() {
        Response created = answerWithin("another", new RegistrationResult.Created(7));
        Response existing = answerWithin("another", new RegistrationResult.AlreadyExists(3));

        assertProblem(created, 404, "not-found");
        assertThat(json(existing)).isEqualTo(json(created));
    }

    @Test
    void noOtherResultIsLeftUnmapped() {
        assertThat(Arrays.asList(RegistrationResult.class.getPermittedSubclasses()))
                .containsExactlyInAnyOrder(RegistrationResult.Created.class, RegistrationResult.AlreadyExists.class);
    }

    @Test
    void theSecretIsNeitherAnsweredNorLogged() {
        Response response = answerWhen(new RegistrationResult.Created(7));

        assertThat(json(response) + log.text()).doesNotContain("GOCSPX-secret");
    }

    @Test
    void aQueryIsNotPartOfTheRoute() {
        ClientResource resource = new ClientResource();

        assertThatThrownBy(() -> resource.register(Registrations.complete(), Uris.withQuery("debug", "1")))
                .isInstanceOf(ProblemException.class);
    }
}
