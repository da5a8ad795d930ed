package tokenmanagement.clients;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import tokenmanagement.platform.Problem;
import tokenmanagement.platform.ProblemException;
import tokenmanagement.platform.RequestFields;
import tokenmanagement.platform.Secret;

/** What a caller wants to be different about a registration, checked; what is absent stays as it is. */
public record ClientChange(
        Optional<Secret> clientSecret,
        Optional<String> redirectUri,
        Optional<String> workspaceEmail,
        Optional<String> workspaceName,
        Optional<List<String>> scopes,
        Optional<Boolean> active) {
    private static final List<String> FIELDS =
            List.of("client_secret", "redirect_uri", "workspace_email", "workspace_name", "scopes", "is_active");

    /** Switches the registration on or off, and leaves the rest as it is. */
    public static ClientChange toActive(boolean active) {
        return new ClientChange(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(active));
    }

    /**
     * @throws ProblemException 422 naming every wrong field, nulls among them: nothing of a registration can be taken
     *     away; 400 when no field is there
     */
    public static ClientChange of(ObjectNode body) {
        RequestFields fields = new RequestFields(body);
        ClientChange change = new ClientChange(
                ClientField.CLIENT_SECRET.in(fields).map(Secret::of),
                ClientField.REDIRECT_URI.in(fields),
                ClientField.WORKSPACE_EMAIL.in(fields),
                ClientField.WORKSPACE_NAME.in(fields),
                ClientField.scopesIn(fields),
                fields.flag("is_active"));
        FIELDS.stream()
                .filter(name -> body.path(name).isNull())
                .forEach(name -> fields.wrong(name, "cannot be null: leave it out to keep what is stored"));
        fields.check();
        if (body.isEmpty()) {
            throw new ProblemException(
                    Problem.invalidRequest("Name at least one field to change: " + String.join(", ", FIELDS) + "."));
        }
        return change;
    }
}
