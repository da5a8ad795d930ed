package tokenmanagement.security;

import java.util.ArrayList;
import java.util.List;

/** Keeps what it is told. */
public final class AuditTrailDouble extends AuditTrail {
    private final List<AuditEvent> events = new ArrayList<>();

    @Override
    public void record(AuditEvent event) {
        events.add(event);
    }

    @Override
    public void recordChange(AuditEvent event) {
        events.add(event);
    }

    @Override
    public void count(AuditEvent event) {
        events.add(event);
    }

    public List<AuditEvent> events() {
        return events;
    }
}
