package tokenmanagement.platform;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A double of an interface that a container implements: it answers the methods that a test names, by their names, and
 * fails on every other one.
 */
public final class Stub<T> {
    private final Class<T> type;
    private final Map<String, Function<Object[], Object>> answers = new HashMap<>();

    private Stub(Class<T> type) {
        this.type = type;
        answer("close", nothing -> null);
        answer("toString", nothing -> type.getSimpleName() + " of a test");
    }

    public static <T> Stub<T> of(Class<T> type) {
        return new Stub<>(type);
    }

    public Stub<T> answer(String method, Function<Object[], Object> answer) {
        answers.put(method, answer);
        return this;
    }

    public T make() {
        Object made =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Function<Object[], Object> answer = answers.get(method.getName());
                    if (answer == null) {
                        throw new UnsupportedOperationException(method + " is not part of this test");
                    }
                    return answered(answer, arguments);
                });
        return type.cast(made);
    }

    private static Object answered(Function<Object[], Object> answer, Object[] arguments) throws Throwable {
        try {
            return answer.apply(arguments);
        } catch (Thrown e) {
            throw e.getCause();
        }
    }

    /** Carries a checked exception out of an answer. */
    public static final class Thrown extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Thrown(Exception cause) {
            super(cause);
        }
    }
}
