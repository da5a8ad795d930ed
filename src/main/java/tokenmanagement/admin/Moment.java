package tokenmanagement.admin;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A time in words, with the exact one for programs and for who points at it; both empty for a time that is not. */
public record Moment(String words, String exact) {
    static final Moment NONE = new Moment("", "");

    static Moment past(Instant at, Instant now) {
        return of(at, Words.ago(at, now));
    }

    static Moment past(Optional<Instant> at, Instant now) {
        return at.map(time -> past(time, now)).orElse(NONE);
    }

    static Moment ahead(Instant at, Instant now) {
        return of(at, Words.remaining(at, now));
    }

    private static Moment of(Instant at, String words) {
        return new Moment(words, at.truncatedTo(ChronoUnit.SECONDS).toString());
    }
}
