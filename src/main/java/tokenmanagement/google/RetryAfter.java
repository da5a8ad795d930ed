package tokenmanagement.google;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code Retry-After} (RFC 9110 §10.2.3): seconds or one of the three forms of an HTTP-date (§5.6.7). */
final class RetryAfter {
    static final Duration CAP = Duration.ofHours(1);

    private static final List<DateTimeFormatter> HTTP_DATES = List.of(
            DateTimeFormatter.RFC_1123_DATE_TIME,
            DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss z", Locale.ENGLISH),
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC));

    private RetryAfter() {}

    /** Absent when there is nothing to wait for, or nothing readable; at most {@link #CAP}. */
    static Optional<Duration> read(String value, Instant now) {
        return wait(value.strip(), now)
                .filter(wait -> wait.compareTo(Duration.ZERO) > 0)
                .map(wait -> wait.compareTo(CAP) > 0 ? CAP : wait);
    }

    private static Optional<Duration> wait(String value, Instant now) {
        if (value.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        if (value.matches("[0-9]+")) {
            return Optional.of(CAP);
        }
        return HTTP_DATES.stream()
                .flatMap(form -> instant(form, value).stream())
                .findFirst()
                .map(until -> Duration.between(now, until));
    }

    private static Optional<Instant> instant(DateTimeFormatter form, String value) {
        try {
            return Optional.of(ZonedDateTime.parse(value, form).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
