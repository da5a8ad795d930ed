package tokenmanagement.tokens;

import java.time.Duration;
import tokenmanagement.google.GoogleAuthorizationServer;

/** An authorization server that nobody is to call, with a circuit breaker that a test opens. */
final class GooglePause extends GoogleAuthorizationServer {
    private Duration pause = Duration.ZERO;

    void open(Duration length) {
        pause = length;
    }

    @Override
    public Duration pause() {
        return pause;
    }
}
