package tokenmanagement.google;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import tokenmanagement.clients.Client;
import tokenmanagement.clients.ClientCredentials;
import tokenmanagement.clients.ClientSecret;
import tokenmanagement.google.TokenResponse.Reason;
import tokenmanagement.security.SecretCipher;
import tokenmanagement.security.Undecryptable;

/**
 * A call in the name of a client, and which of its secrets it was made with.
 *
 * <p>When the client is refused with its present secret while the one before that is still stored, the same call is
 * made once more with that one: between the change here and the change at Google both orders are good.
 */
public record Attempt(TokenResponse response, ClientSecret secret) {
    private static final Logger LOG = Logger.getLogger(Attempt.class.getName());

    /** @param timeLeft whether a second call fits into what the caller has left */
    public static Attempt of(
            Client client,
            SecretCipher cipher,
            BooleanSupplier timeLeft,
            Function<ClientCredentials, TokenResponse> call) {
        Attempt first = new Attempt(call.apply(client.credentials(cipher)), ClientSecret.CURRENT);
        if (!first.isClientRefused()) {
            return first;
        }
        Optional<ClientCredentials> previous = previous(client, cipher);
        if (previous.isEmpty() || !timeLeft.getAsBoolean()) {
            return first;
        }
        Attempt second = new Attempt(call.apply(previous.get()), ClientSecret.PREVIOUS);
        if (second.isClientRefused()) {
            return first;
        }
        if (second.isGranted()) {
            LOG.log(
                    Level.WARNING,
                    "client secret refused, the previous one still works branch={0} client={1}",
                    new Object[] {client.branchId(), Long.toString(client.id())});
        }
        return second;
    }

    public boolean isGranted() {
        return response instanceof TokenResponse.Granted;
    }

    private boolean isClientRefused() {
        return response instanceof TokenResponse.Refused refused && refused.reason() == Reason.CLIENT;
    }

    /** An answer is at hand: that the old secret cannot be read must not hide it. */
    private static Optional<ClientCredentials> previous(Client client, SecretCipher cipher) {
        try {
            return client.previousCredentials(cipher);
        } catch (Undecryptable e) {
            LOG.log(Level.WARNING, "previous client secret unreadable branch={0}", client.branchId());
            return Optional.empty();
        }
    }
}
