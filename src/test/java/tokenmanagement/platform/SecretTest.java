package tokenmanagement.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;

class SecretTest {
    private static final Secret SECRET = Secret.of("canary");

    private record Holder(Secret secret, Optional<Secret> other) {}

    @Test
    void revealsWhatItHolds() {
        assertThat(SECRET.reveal()).isEqualTo("canary");
    }

    @ParameterizedTest
    @NullAndEmptySource
    void theAbsenceOfASecretIsNoSecret(String nothing) {
        assertThatThrownBy(() -> Secret.of(nothing)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void printsNothingOfItself() {
        assertThat(List.of(
                        SECRET.toString(),
                        String.format("%s", SECRET),
                        new Holder(SECRET, Optional.of(SECRET)).toString()))
                .allMatch(text -> text.contains("Secret[hidden]"))
                .noneMatch(text -> text.contains("canary"));
    }

    @Test
    void equalsByItsValueOnly() {
        assertThat(SECRET).isEqualTo(Secret.of("canary")).isNotEqualTo(Secret.of("Canary"));
        assertThat(SECRET.equals(null)).isFalse();
        assertThat(SECRET).isNotEqualTo("canary");
    }

    @Test
    void itsHashCodeTellsNothing() {
        assertThat(SECRET).hasSameHashCodeAs(Secret.of("another"));
    }

    @Test
    void cannotBeSerialized() {
        assertThatThrownBy(() -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(SECRET))
                .isInstanceOf(NotSerializableException.class);
    }

    @Test
    void hasNoPropertyThatJsonCouldFind() {
        assertThatThrownBy(() -> new ObjectMapper().writeValueAsString(SECRET)).hasMessageNotContaining("canary");
    }
}
