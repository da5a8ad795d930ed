package tokenmanagement.support;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One branch of one test, and the Google registration it uses.
 *
 * @param clientId our id of the registration
 */
public record Branch(
        String id, int clientId, String googleClientId, String clientSecret, String email, String redirectUri) {

    Branch registeredAs(int ourId) {
        return new Branch(id, ourId, googleClientId, clientSecret, email, redirectUri);
    }

    /** The body of route 1. */
    public Map<String, Object> registration() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("client_id", googleClientId);
        fields.put("client_secret", clientSecret);
        fields.put("redirect_uri", redirectUri);
        fields.put("branch_id", id);
        fields.put("workspace_email", email);
        fields.put("workspace_name", "Workspace of " + id);
        return fields;
    }
}
