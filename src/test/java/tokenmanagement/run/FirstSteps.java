package tokenmanagement.run;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The last thing the run command prints: addresses, password, API key, and commands to paste.
 *
 * <p>Secrets that the run command made are shown, because they are the newcomer's only way in; secrets that the person
 * brought are named, not shown.
 */
final class FirstSteps {
    private static final String STEPS =
            """

            Token Management is ready.

              Console      %1$s/admin
                           user %2$s, password %3$s
              API key      %4$s
              Google       %5$s
              Database     %6$s
              Log          %7$s

            First steps, in another terminal:

              1. Register a client; the answer names its client_id, 1 at the first time:

            curl -sS %1$s/token-management/clients \\
              -H "Authorization: Bearer %4$s" -H 'Content-Type: application/json' \\
              -d '{"client_id":"%8$s","client_secret":"%9$s",
                   "redirect_uri":"%1$s/token-management/auth/callback","branch_id":"branch-1",
                   "workspace_email":"ada@example.com","workspace_name":"First Workspace"}'

              2. Connect it: open this in a browser and sign in as ada@example.com:

            %1$s/token-management/oauth/login/1

              3. Ask for a token that works:

            curl -sS %1$s/token-management/tokens/branch-1 \\
              -H "Authorization: Bearer %4$s"

              4. Refresh it now:

            curl -sS %1$s/token-management/tokens/refresh \\
              -H "Authorization: Bearer %4$s" -H 'Content-Type: application/json' \\
              -d '{"client_id":1}'

            Ctrl-C stops all of it. Data and keys stay in %10$s; delete it to start anew.
            """;

    private FirstSteps() {}

    static String text(ServiceEnvironment environment, Path directory, Optional<URI> standIn) throws IOException {
        String url = environment.value("TOKEN_MANAGEMENT_PUBLIC_URL").replaceFirst("/$", "");
        boolean own = standIn.isPresent();
        return STEPS.formatted(
                url,
                Optional.ofNullable(environment.value(ServiceEnvironment.ADMIN_USER))
                        .filter(user -> !user.isEmpty())
                        .orElse("admin"),
                secret(environment, ServiceEnvironment.PASSWORD),
                secret(environment, ServiceEnvironment.API_KEY),
                standIn.map(address -> "stand-in at " + address + ": any e-mail, no password")
                        .orElse("the authorization server that you configured"),
                environment.wantsDatabase()
                        ? environment.value(ServiceEnvironment.DATABASE_URL)
                        : "the one of " + ServiceEnvironment.DATABASE_URL,
                directory.resolve("payara.log"),
                own ? "123456789-demo.apps.googleusercontent.com" : "YOUR-CLIENT-ID",
                own ? "demo-secret" : "YOUR-CLIENT-SECRET",
                directory);
    }

    private static String secret(ServiceEnvironment environment, String name) throws IOException {
        Optional<Path> file = environment.supplied(name);
        if (file.isPresent()) {
            return Files.readString(file.get());
        }
        boolean direct =
                environment.value(name) != null && !environment.value(name).isEmpty();
        return direct ? "$" + name : "$(cat $" + name + "_FILE)";
    }
}
