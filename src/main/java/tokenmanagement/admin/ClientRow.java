package tokenmanagement.admin;

import java.time.Instant;
import tokenmanagement.clients.ClientState;
import tokenmanagement.clients.ClientView;
import tokenmanagement.platform.RestApplication;

/** One registration as the list shows it. */
public record ClientRow(ClientView client, Instant now) {
    public String state() {
        return Words.state(client.getState());
    }

    public String tone() {
        return Words.tone(client.getState());
    }

    public String shortGoogleClientId() {
        return Words.shortened(client.getGoogleClientId());
    }

    /** A revoked token cannot expire any more. */
    public Moment expires() {
        return client.getExpiresAt()
                .filter(at -> client.getState() != ClientState.DISCONNECTED)
                .map(at -> Moment.ahead(at, now))
                .orElse(Moment.NONE);
    }

    public Moment refreshed() {
        return Moment.past(client.getLastRefreshedAt(), now);
    }

    public String error() {
        return client.getLastError().map(Words::error).orElse("");
    }

    public String errorWord() {
        return client.getLastError().orElse("");
    }

    /** The login route answers 404 for an inactive registration. */
    public boolean connectable() {
        return client.getState() != ClientState.INACTIVE;
    }

    /** Route 2; it opens a pending consent and changes nothing else, so that a link may lead there. */
    public String connectAddress() {
        return RestApplication.BASE_PATH + "/oauth/login/" + client.getId();
    }

    public String connect() {
        return waitsForConnect() ? "Connect" : "Reconnect";
    }

    /** Whether it is the connect that the registration waits for. */
    public boolean waitsForConnect() {
        return switch (client.getState()) {
            case NEVER_CONNECTED, REAUTHORIZATION_REQUIRED, MISSING_SCOPE, DISCONNECTED -> true;
            case CONNECTED, REFRESH_FAILING, CLIENT_MISCONFIGURED, INACTIVE -> false;
        };
    }
}
