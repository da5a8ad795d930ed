package tokenmanagement.support;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.jboss.arquillian.core.api.Instance;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.test.spi.TestEnricher;

/** Fills the {@link Provided} fields of a test. */
public class SurroundingsEnricher implements TestEnricher {
    @Inject
    private Instance<Surroundings> surroundings;

    @Override
    public void enrich(Object test) {
        for (Field field : test.getClass().getDeclaredFields()) {
            if (field.isAnnotationPresent(Provided.class)) {
                fill(test, field);
            }
        }
    }

    private void fill(Object test, Field field) {
        try {
            field.setAccessible(true);
            field.set(test, surroundings.get().provide(field.getType()));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot fill " + field, e);
        }
    }

    @Override
    public Object[] resolve(Method method) {
        return new Object[method.getParameterCount()];
    }
}
