package tokenmanagement.security;

import java.security.Principal;
import java.util.Set;

/** A program that holds one of our API keys. */
public record Caller(String name, Set<Scope> scopes) implements Principal {
    @Override
    public String getName() {
        return name;
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }
}
