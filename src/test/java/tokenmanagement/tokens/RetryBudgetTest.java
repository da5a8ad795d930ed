package tokenmanagement.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
    private final RetryBudget budget = new RetryBudget();

    private void spendEverything() {
        while (budget.takeRetry()) {
            assertThat(budget).isNotNull();
        }
    }

    private void firstTries(int number) {
        IntStream.range(0, number).forEach(call -> budget.firstTry());
    }

    @Test
    void oneRetryComesWithTenFirstTries() {
        spendEverything();

        firstTries(9);
        assertThat(budget.takeRetry()).isFalse();
        firstTries(1);
        assertThat(budget.takeRetry()).isTrue();
        assertThat(budget.takeRetry()).isFalse();
    }

    @Test
    void aQuietDaySavesNoMoreThanTen() {
        firstTries(10_000);

        assertThat(IntStream.range(0, 100).filter(retry -> budget.takeRetry()).count())
                .isEqualTo(10);
    }
}
