package tokenmanagement.security;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/**
 * What the current API call is about, where its address does not say it: {@link AuditFilter} takes {@code branch_id}
 * and {@code client_id} from the path by itself.
 */
@RequestScoped
public class AuditSubject {
    private Optional<String> branchId = Optional.empty();
    private Optional<Long> clientId = Optional.empty();
    private Optional<String> detail = Optional.empty();

    public void is(String branch, long client) {
        branchId = Optional.of(branch);
        clientId = Optional.of(client);
    }

    public void isBranch(String branch) {
        branchId = Optional.of(branch);
    }

    public void isClient(long client) {
        clientId = Optional.of(client);
    }

    /** @param words as {@link AuditEvent#detail} takes them */
    public void detail(String words) {
        detail = Optional.of(words);
    }

    Optional<String> branchId() {
        return branchId;
    }

    Optional<Long> clientId() {
        return clientId;
    }

    Optional<String> detail() {
        return detail;
    }
}
