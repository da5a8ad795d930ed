package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.support.Provided;
import tokenmanagement.support.TokenApi;

/** Route 14: what a load balancer asks. */
@ExtendWith(ArquillianExtension.class)
class HealthIT {
    @Provided
    private TokenApi api;

    @Test
    void saysThatItLivesWithoutAKey() {
        var answer = api.withoutKey().get("/health/live");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("status")).isEqualTo("UP");
    }

    @Test
    void saysThatItIsReadyOnceTheDatabaseAnswers() {
        var answer = api.withoutKey().get("/health/ready");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("status")).isEqualTo("UP");
    }

    @Test
    void answersOfHealthAreNeverStored() {
        assertThat(api.get("/health/live").header("Cache-Control")).hasValue("no-store");
    }
}
