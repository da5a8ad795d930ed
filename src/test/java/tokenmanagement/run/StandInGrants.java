package tokenmanagement.run;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The refresh tokens the stand-in has given out and not taken back.
 *
 * <p>Kept in a file they outlive the process: a service that kept its data finds its refresh tokens still working.
 */
public final class StandInGrants {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int ACCESS_TOKENS = 10_000;

    private final Optional<Path> file;
    private final Map<String, Grant> byRefreshToken;
    /** Only to revoke by; nobody asks the stand-in whether an access token is good. */
    private final Map<String, Grant> byAccessToken = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Grant> eldest) {
            return size() > ACCESS_TOKENS;
        }
    };

    /**
     * What a person agreed to.
     *
     * @param scope space-separated, as granted
     */
    public record Grant(String email, String clientId, String scope) {
        /** Always the same for an e-mail, and digits only, as Google's (OpenID Connect Core §2). */
        public String subject() {
            byte[] name = email.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
            UUID id = UUID.nameUUIDFromBytes(name);
            return "1" + Long.toUnsignedString(id.getMostSignificantBits());
        }

        private boolean sameProjectAndAccount(Grant other) {
            return project().equals(other.project()) && email.equalsIgnoreCase(other.email);
        }

        /** The Google Cloud project: what stands before the dash of a client id. */
        private String project() {
            return clientId.split("-", 2)[0];
        }
    }

    private StandInGrants(Optional<Path> file, Map<String, Grant> byRefreshToken) {
        this.file = file;
        this.byRefreshToken = byRefreshToken;
    }

    public static StandInGrants inMemory() {
        return new StandInGrants(Optional.empty(), new LinkedHashMap<>());
    }

    /** @param file read now if it exists, rewritten with every change */
    public static StandInGrants keptIn(Path file) throws IOException {
        Map<String, Grant> grants = Files.exists(file)
                ? JSON.readValue(file.toFile(), new TypeReference<LinkedHashMap<String, Grant>>() {})
                : new LinkedHashMap<>();
        return new StandInGrants(Optional.of(file), grants);
    }

    synchronized String issueAccessToken(Grant grant) {
        String accessToken = "ya29.stand-in-" + RandomText.urlSafe(96);
        byAccessToken.put(accessToken, grant);
        return accessToken;
    }

    synchronized String issueRefreshToken(Grant grant) {
        String refreshToken = "1//stand-in-" + RandomText.urlSafe(32);
        byRefreshToken.put(refreshToken, grant);
        write();
        return refreshToken;
    }

    /** @param token a refresh token, or an access token that was given out by this process */
    synchronized Optional<Grant> find(String token) {
        return findRefreshToken(token).or(() -> Optional.ofNullable(byAccessToken.get(token)));
    }

    synchronized Optional<Grant> findRefreshToken(String token) {
        return Optional.ofNullable(byRefreshToken.get(token));
    }

    /**
     * As Google does it: every token of the account dies, for all clients of the project.
     *
     * @return whether there was one
     */
    synchronized boolean revoke(Grant revoked) {
        boolean any = byRefreshToken.values().removeIf(revoked::sameProjectAndAccount);
        write();
        return any;
    }

    private void write() {
        file.ifPresent(target -> {
            try {
                Path next = target.resolveSibling(target.getFileName() + ".next");
                OwnerOnly.write(next, JSON.writeValueAsString(byRefreshToken));
                Files.move(next, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
