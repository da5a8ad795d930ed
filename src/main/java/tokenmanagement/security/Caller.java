package tokenmanagement.security;

import java.security.Principal;
import java.util.Optional;
import java.util.Set;

/**
 * A program that holds one of our API keys.
 *
 * @param keyId the id of its API key; absent: the key of the settings
 * @param branches which branches it may know of
 */
public record Caller(String name, Optional<Long> keyId, Set<Scope> scopes, BranchLimits branches) implements Principal {
    public Caller(String name, Set<Scope> scopes, BranchLimits branches) {
        this(name, Optional.empty(), scopes, branches);
    }

    /** One that may know of every branch. */
    public Caller(String name, Set<Scope> scopes) {
        this(name, scopes, BranchLimits.NONE);
    }

    /**
     * Who calls a resource method that asks for a scope.
     *
     * @throws IllegalStateException when nobody does: a route that a browser opens has no caller
     */
    public static Caller of(Principal principal) {
        if (principal instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("no caller is known here");
    }

    @Override
    public String getName() {
        return name;
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }
}
