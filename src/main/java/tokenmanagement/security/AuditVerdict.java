package tokenmanagement.security;

import java.util.Optional;

/**
 * What a verification of the audit trail found.
 *
 * @param entries how many were looked at
 * @param chains how many runs of nodes wrote them
 * @param fault the first that is wrong; absent: none
 */
public record AuditVerdict(boolean valid, long entries, long chains, Optional<Fault> fault) {
    /**
     * @param entry the id of the entry, or of the place where one should be
     * @param what {@code edited}, {@code missing}, {@code reordered} or {@code added}
     */
    public record Fault(String entry, long chain, long sequence, String what) {
        static Fault at(long chain, long sequence, String what) {
            return new Fault(chain + "-" + sequence, chain, sequence, what);
        }
    }
}
