package tokenmanagement.security;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * One entry of the audit trail.
 *
 * @param time the database's, to the microsecond as PostgreSQL keeps it
 * @param address of the connection; absent where no request was served
 * @param requestId as the answer named it in {@code X-Request-Id}
 */
public record AuditEntry(Instant time, AuditEvent event, Optional<String> address, Optional<String> requestId) {
    private static final byte VERSION = 1;

    public AuditEntry {
        time = time.truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * The entry in its place in a chain, in one form only: each field with its length before it, an absent one with the
     * length -1, so that no two entries read the same.
     */
    byte[] canonical(long chain, long sequence) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeByte(VERSION);
            out.writeLong(chain);
            out.writeLong(sequence);
            out.writeLong(micros(time));
            write(out, Optional.of(event.action()));
            write(out, Optional.of(event.caller()));
            write(out, event.keyId());
            write(out, event.branchId());
            write(out, event.clientId());
            write(out, Optional.of(event.result()));
            write(out, event.status());
            write(out, address);
            write(out, requestId);
            write(out, event.detail());
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written to", e);
        }
        return bytes.toByteArray();
    }

    /** Since 1970. Somebody else may have written {@code infinity}: as good as any time that is none of ours. */
    static long micros(Instant time) {
        try {
            return ChronoUnit.MICROS.between(Instant.EPOCH, time);
        } catch (ArithmeticException e) {
            return time.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    private static void write(DataOutputStream out, Optional<?> field) throws IOException {
        if (field.isEmpty()) {
            out.writeInt(-1);
            return;
        }
        byte[] text = field.get().toString().getBytes(StandardCharsets.UTF_8);
        out.writeInt(text.length);
        out.write(text);
    }
}
