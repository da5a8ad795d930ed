package tokenmanagement.chaos;

import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import tokenmanagement.support.FakeReply;

/**
 * How a {@link StrictAuthorizationServer} answers.
 *
 * @param latency the longest; each answer takes a random part of it
 * @param life of the access tokens
 * @param faults one of these comes in place of an answer
 * @param faultShare of the calls, 0 to 1
 * @param answer the last word: what to do with an answer when its time has come
 */
public record Behaviour(
        Ledger.Rotation rotation,
        Duration latency,
        Duration life,
        List<Fault> faults,
        double faultShare,
        BiFunction<Ledger.Entry, FakeReply, FakeReply> answer) {

    public static Behaviour of(Ledger.Rotation rotation) {
        return new Behaviour(rotation, Duration.ZERO, Duration.ofHours(1), List.of(), 0, (entry, reply) -> reply);
    }

    public Behaviour latency(Duration longest) {
        return new Behaviour(rotation, longest, life, faults, faultShare, answer);
    }

    public Behaviour life(Duration announced) {
        return new Behaviour(rotation, latency, announced, faults, faultShare, answer);
    }

    Behaviour faults(double share, List<Fault> which) {
        return new Behaviour(rotation, latency, life, which, share, answer);
    }

    Behaviour answer(BiFunction<Ledger.Entry, FakeReply, FakeReply> last) {
        return new Behaviour(rotation, latency, life, faults, faultShare, last);
    }
}
