package tokenmanagement.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;

/** Makes branches that no other test knows. */
public final class Branches {
    private final TokenApi api;
    private final Browser browser;
    private final String redirectUri;

    Branches(TokenApi api, Browser browser, String redirectUri) {
        this.api = api;
        this.browser = browser;
        this.redirectUri = redirectUri;
    }

    /** One that the service has not heard of. */
    public Branch unknown() {
        String id = "b-" + UUID.randomUUID();
        return new Branch(
                id,
                0,
                id + ".apps.googleusercontent.com",
                "canary-client-secret-" + id,
                "owner-" + id + "@example.com",
                redirectUri);
    }

    /** One that nobody has consented for. */
    public Branch registered() {
        Branch branch = unknown();
        Answer answer = api.register(branch.registration());
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return branch.registeredAs(answer.number("client_id"));
    }

    /** Another branch of the same Google account, in the same Google project, with its own consent. */
    public Branch siblingOf(Branch branch) {
        Branch sibling = unknown();
        Map<String, Object> registration = sibling.registration();
        registration.put("workspace_email", branch.email());
        Branch registered = sibling.registeredAs(api.register(registration).number("client_id"));
        Answer answer = browser.connect(registered, branch.email());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return registered;
    }

    /** One whose owner has consented; its access token lives for an hour. */
    public Branch connected() {
        Branch branch = registered();
        Answer answer = browser.connect(branch);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return branch;
    }
}
