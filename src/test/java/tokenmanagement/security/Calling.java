package tokenmanagement.security;

import jakarta.ws.rs.core.SecurityContext;
import java.util.EnumSet;
import java.util.List;
import tokenmanagement.platform.Stub;

/** Who calls a resource that a test made itself. */
public final class Calling {
    private Calling() {}

    public static SecurityContext as(Caller caller) {
        return Stub.of(SecurityContext.class)
                .answer("getUserPrincipal", nothing -> caller)
                .make();
    }

    /** A caller that may do everything. */
    public static SecurityContext unlimited() {
        return as(new Caller("x", EnumSet.allOf(Scope.class)));
    }

    /** A caller that may do everything, with these branches. */
    public static SecurityContext within(String... branches) {
        return as(new Caller("x", EnumSet.allOf(Scope.class), BranchLimits.to(List.of(branches))));
    }
}
