package tokenmanagement.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FormTicketTest {
    private final FormTicket ticket = new FormTicket();

    @Test
    void aFormIsTakenOnce() {
        int shown = ticket.getNumber();

        assertThat(ticket.take(shown)).isTrue();
        assertThat(ticket.take(shown)).isFalse();
    }

    @Test
    void theNextFormIsTakenAgain() {
        ticket.take(ticket.getNumber());

        assertThat(ticket.take(ticket.getNumber())).isTrue();
    }

    @Test
    void ofManyAtOnceOneIsTaken() {
        int shown = ticket.getNumber();

        assertThat(IntStream.range(0, 1000)
                        .parallel()
                        .filter(each -> ticket.take(shown))
                        .count())
                .isEqualTo(1);
    }
}
