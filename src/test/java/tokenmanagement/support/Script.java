package tokenmanagement.support;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** What the token endpoint answers to one Google client id, and what it was asked by it. */
public final class Script {
    private final Deque<Reply> next = new ArrayDeque<>();
    private final List<Map<String, String>> calls = new ArrayList<>();
    private Reply otherwise = Reply.honest();

    Script() {}

    /** For the next calls, one reply each. */
    public synchronized Script next(Reply... replies) {
        next.addAll(List.of(replies));
        return this;
    }

    /** For all calls after those. */
    public synchronized Script always(Reply reply) {
        otherwise = reply;
        return this;
    }

    /** The forms of all calls so far. */
    public synchronized List<Map<String, String>> calls() {
        return List.copyOf(calls);
    }

    /** RFC 6749 §6. */
    public List<Map<String, String>> refreshes() {
        return calls("refresh_token");
    }

    /** RFC 6749 §4.1.3. */
    public List<Map<String, String>> exchanges() {
        return calls("authorization_code");
    }

    private List<Map<String, String>> calls(String grantType) {
        return calls().stream()
                .filter(form -> grantType.equals(form.get("grant_type")))
                .toList();
    }

    synchronized Reply reply(Map<String, String> form) {
        calls.add(form);
        return next.isEmpty() ? otherwise : next.poll();
    }
}
