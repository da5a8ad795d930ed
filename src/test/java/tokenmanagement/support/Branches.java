package tokenmanagement.support;

import static org.assertj.core.api.Assertions.assertThat;

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

    /** One whose owner has consented; its access token lives for an hour. */
    public Branch connected() {
        Branch branch = registered();
        Answer answer = browser.connect(branch);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return branch;
    }
}
