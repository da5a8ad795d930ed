package tokenmanagement.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.platform.Secret;
import tokenmanagement.tokens.Disconnected;
import tokenmanagement.tokens.RevokedAtGoogle;
import tokenmanagement.tokens.TokenResult;

class BannerTest {
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "<script>", "Your account is locked, call 555-0100"})
    void showsNothingThatStandsInAnAddress(String word) {
        assertThat(Banner.of(word).words()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("results")
    void saysHowEveryRefreshEnded(TokenResult result) {
        Banner banner = Banner.of(Banner.wordFor(result));

        assertThat(banner.words()).isNotEmpty();
        assertThat(banner.bad()).isEqualTo(!(result instanceof TokenResult.Issued));
    }

    @Test
    void noResultIsForgotten() {
        assertThat(results().stream().map(Object::getClass))
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(TokenResult.class.getPermittedSubclasses()));
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatBecomesOfTheConsentAtGoogle(RevokedAtGoogle revoked) {
        assertThat(Banner.of(Banner.wordFor(new Disconnected(1, "b", revoked))).words())
                .isNotEmpty();
    }

    static List<TokenResult> results() {
        Duration hour = Duration.ofHours(1);
        return List.of(
                new TokenResult.Issued(1, "b", Secret.of("t"), "s", Instant.EPOCH, hour, false),
                new TokenResult.Unknown(),
                new TokenResult.ReauthorizationRequired(1, true),
                new TokenResult.RotationLost(1),
                new TokenResult.RequestRefused("invalid_request"),
                new TokenResult.MissingScope(1),
                new TokenResult.ClientMisconfigured("invalid_client", hour),
                new TokenResult.ProviderUnavailable(hour));
    }
}
