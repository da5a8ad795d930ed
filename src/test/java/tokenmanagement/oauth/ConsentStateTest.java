package tokenmanagement.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tokenmanagement.oauth.ConsentFixture.Flow;
import tokenmanagement.platform.LogCapture;
import tokenmanagement.platform.Secret;
import tokenmanagement.tokens.Grants;

/** Whose state it is that comes back, and how often. */
class ConsentStateTest {
    private final LogCapture log = LogCapture.of(AuthorizationService.class);
    private final ConsentFixture given = new ConsentFixture();

    @AfterEach
    void releaseLog() {
        log.close();
    }

    private void assertRefusedUntouched(CallbackResult result, CallbackResult expected) {
        assertThat(result).isEqualTo(expected);
        assertThat(given.exchanges).isEmpty();
        assertThat(given.stored).isEmpty();
    }

    @Test
    void aStateWorksOnce() {
        Flow flow = given.start();
        flow.comesBack();

        assertThat(flow.comesBack()).isEqualTo(new CallbackResult.InvalidState());
        assertThat(given.exchanges).hasSize(1);
        assertThat(given.stored).hasSize(1);
    }

    @Test
    void aStateIsSpentEvenWhenTheExchangeFails() {
        Flow flow = given.start();
        given.answer = Grants.unreachable("timeout");
        flow.comesBack();
        given.answer = ConsentFixture.GRANTED.answer();

        assertThat(flow.comesBack()).isEqualTo(new CallbackResult.InvalidState());
        assertThat(given.exchanges).hasSize(1);
    }

    @Test
    void aStateThatWasNeverIssuedIsRefused() {
        Flow flow = given.start();
        Flow forged = new Flow(given, flow.redirect(), Secret.of(flow.state().reveal() + "x"));

        assertRefusedUntouched(forged.comesBack(), new CallbackResult.InvalidState());
    }

    @Test
    void aForgedStateDoesNotSpendTheRealOne() {
        Flow flow = given.start();
        new Flow(given, flow.redirect(), Secret.of("forged")).comesBack();

        assertThat(flow.comesBack()).isInstanceOf(CallbackResult.Connected.class);
    }

    @Test
    void aCallbackWithoutAStateIsRefused() {
        Callback callback =
                new Callback(Optional.empty(), Optional.of(ConsentFixture.CODE), Optional.empty(), Optional.empty());

        assertRefusedUntouched(given.start().comesBack(callback), new CallbackResult.InvalidState());
    }

    @Test
    void anotherBrowserCannotFinishAndNobodyCanAfterIt() {
        Flow flow = given.start();

        CallbackResult stolen = flow.comesBackInAnotherBrowser(Optional.of(Secret.of("another")));

        assertRefusedUntouched(stolen, new CallbackResult.InvalidState());
        assertRefusedUntouched(flow.comesBack(), new CallbackResult.InvalidState());
    }

    @Test
    void aBrowserWithoutTheCookieIsAnotherBrowser() {
        assertRefusedUntouched(
                given.start().comesBackInAnotherBrowser(Optional.empty()), new CallbackResult.InvalidState());
    }

    @Test
    void theCookieOfAnotherFlowOfTheSameBrowserIsNone() {
        Flow first = given.start();
        Flow second = given.start();

        CallbackResult crossed = first.comesBackInAnotherBrowser(
                Optional.of(second.redirect().cookie().browserSecret()));

        assertRefusedUntouched(crossed, new CallbackResult.InvalidState());
        assertThat(second.comesBack()).isInstanceOf(CallbackResult.Connected.class);
    }

    @Test
    void twoFlowsOfOneBrowserBothFinish() {
        Flow first = given.start();
        Flow second = given.start();

        assertThat(second.comesBack()).isInstanceOf(CallbackResult.Connected.class);
        assertThat(first.comesBack()).isInstanceOf(CallbackResult.Connected.class);
    }

    @Test
    void aStateLivesForTenMinutes() {
        Flow inTime = given.start();
        Flow late = given.start();
        given.clock.advance(Duration.ofMinutes(10).minusMillis(1));

        assertThat(inTime.comesBack()).isInstanceOf(CallbackResult.Connected.class);
        given.clock.advance(Duration.ofMillis(1));
        assertThat(late.comesBack()).isEqualTo(new CallbackResult.InvalidState());
    }
}
