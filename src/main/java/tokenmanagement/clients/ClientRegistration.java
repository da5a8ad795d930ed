package tokenmanagement.clients;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import tokenmanagement.platform.RequestFields;
import tokenmanagement.platform.Secret;
import tokenmanagement.platform.Settings;

/** A registration as a caller asks for it, checked. */
public record ClientRegistration(
        String googleClientId,
        Secret clientSecret,
        String redirectUri,
        String branchId,
        String workspaceEmail,
        String workspaceName,
        List<String> scopes) {
    static final List<String> DEFAULT_SCOPES = List.of("https://www.googleapis.com/auth/business.manage");

    /** @throws tokenmanagement.platform.ProblemException 422 naming every wrong field */
    static ClientRegistration of(ObjectNode body, Settings settings) {
        RequestFields fields = new RequestFields(body);
        Optional<String> id = ClientField.CLIENT_ID.in(fields);
        Optional<String> secret = ClientField.CLIENT_SECRET.in(fields);
        boolean useDefault = !body.hasNonNull("client_id")
                && !body.hasNonNull("client_secret")
                && settings.defaultClientId().isPresent();
        if (!useDefault) {
            requireBoth(fields, body);
        }
        String redirectUri = ClientField.REDIRECT_URI.requiredIn(fields);
        String branchId = ClientField.BRANCH_ID.requiredIn(fields);
        String email = ClientField.WORKSPACE_EMAIL.requiredIn(fields);
        String name = ClientField.WORKSPACE_NAME.requiredIn(fields);
        List<String> scopes = ClientField.scopesIn(fields).orElse(DEFAULT_SCOPES);
        fields.check();
        return new ClientRegistration(
                useDefault ? settings.defaultClientId().orElseThrow() : id.orElseThrow(),
                useDefault ? settings.defaultClientSecret().orElseThrow() : Secret.of(secret.orElseThrow()),
                redirectUri,
                branchId,
                email,
                name,
                scopes);
    }

    private static void requireBoth(RequestFields fields, ObjectNode body) {
        for (String name : List.of("client_id", "client_secret")) {
            if (!body.hasNonNull(name)) {
                fields.wrong(name, "is required: 1 visible ASCII character or more");
            }
        }
    }
}
