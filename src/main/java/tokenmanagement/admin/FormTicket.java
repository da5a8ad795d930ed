package tokenmanagement.admin;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets a form that creates something through once, however often a browser sends it: the form carries the number that
 * it was shown with. Lives as long as its page, and so in the session: nothing secret may be added.
 */
@Named
@ViewScoped
public class FormTicket implements Serializable {
    private static final long serialVersionUID = 1L;

    private final AtomicInteger next = new AtomicInteger(1);

    public int getNumber() {
        return next.get();
    }

    /** Of two that come at once with the same number, one is let through. */
    boolean take(int number) {
        return next.compareAndSet(number, number + 1);
    }
}
