package tokenmanagement.tokens;

import java.time.Instant;
import java.util.Optional;

/**
 * One pair that was stored for a branch, without the pair.
 *
 * @param generation counts them, from 1
 * @param cause why: {@code connect}, {@code timer}, {@code read}, {@code rejected} or {@code forced}
 * @param node which server stored it
 * @param providerLatencyMs how long the authorization server took, milliseconds
 * @param providerStatus HTTP status of its answer
 * @param accessTokenSha256 hexadecimal in lower case: tells a caller which generation its token belongs to
 */
public record TokenGeneration(
        long generation,
        Instant at,
        String cause,
        String node,
        long providerLatencyMs,
        Optional<Integer> providerStatus,
        String accessTokenSha256) {}
