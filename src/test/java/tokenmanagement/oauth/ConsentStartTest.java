package tokenmanagement.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tokenmanagement.clients.ClientDouble;
import tokenmanagement.clients.ConnectLink;
import tokenmanagement.platform.LogCapture;
import tokenmanagement.platform.Sha256;

class ConsentStartTest {
    private static final Map<String, String> CLOSED = Map.of("TOKEN_MANAGEMENT_OPEN_LOGIN", "false");

    private static final ConnectLink LINK =
            ConnectLink.parse("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").orElseThrow();

    private final LogCapture log = LogCapture.of(AuthorizationService.class);
    private final ConsentFixture given = new ConsentFixture();

    @AfterEach
    void releaseLog() {
        log.close();
    }

    @Test
    void aPersonIsSentAwayForTheScopesOfTheBranchAndTheirIdentity() {
        given.client = new ClientDouble(1).scopes("a", "openid", "b");

        given.start();

        assertThat(given.sent).hasSize(1);
        assertThat(given.sent.get(0).scope()).isEqualTo("a openid b email");
        assertThat(given.sent.get(0).loginHint()).isEqualTo("owner@example.com");
    }

    @Test
    void stateNonceAndCookieAreRandomAndDifferent() {
        ConsentFixture.Flow first = given.start();
        ConsentFixture.Flow second = given.start();

        assertThat(Stream.of(first, second)
                        .flatMap(flow -> Stream.of(
                                flow.state().reveal(),
                                flow.redirect().cookie().browserSecret().reveal())))
                .doesNotHaveDuplicates()
                .allMatch(text -> text.matches("[A-Za-z0-9_-]{43}"));
        assertThat(given.sent.get(0).nonce())
                .matches("[A-Za-z0-9_-]{43}")
                .isNotEqualTo(given.sent.get(1).nonce());
    }

    @Test
    void theCookieIsNamedAfterTheFlowWithoutTellingItsState() {
        ConsentFixture.Flow flow = given.start();

        String name = flow.redirect().cookie().name();
        assertThat(name)
                .isEqualTo(FlowCookie.nameFor(Sha256.base64Url(flow.state().reveal())));
        assertThat(flow.state().reveal()).doesNotContain(name.substring(name.length() - 16));
    }

    @Test
    void anUnknownOrInactiveClientIsUnknown() {
        assertThat(given.service.begin(2, VouchedBy.ADMINISTRATOR)).isEqualTo(new BeginResult.Unknown());
        given.client = new ClientDouble(1).inactive();

        assertThat(given.service.begin(1, VouchedBy.ADMINISTRATOR)).isEqualTo(new BeginResult.Unknown());
        assertThat(given.nothingWasSaved()).isTrue();
    }

    @Test
    void aStrangerMayNotStartWhereTheDoorIsClosed() {
        given.settings(CLOSED);

        assertThat(given.service.begin(1, VouchedBy.NOBODY)).isEqualTo(new BeginResult.NotVouchedFor());
        assertThat(given.nothingWasSaved()).isTrue();
        assertThat(given.sent).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOBODY")
    void whoeverIsVouchedForMayStartAllTheSame(VouchedBy vouchedBy) {
        given.settings(CLOSED);

        assertThat(given.service.begin(1, vouchedBy)).isInstanceOf(BeginResult.Redirect.class);
    }

    @Test
    void aConnectLinkOpensTheClosedDoorOnce() {
        given.settings(CLOSED).links.add(LINK);

        assertThat(given.service.beginWith(LINK, 1)).isInstanceOf(BeginResult.Redirect.class);
        assertThat(given.service.beginWith(LINK, 1)).isEqualTo(new BeginResult.LinkRefused());
        assertThat(log.text()).contains("vouched_by=CONNECT_LINK");
    }

    @Test
    void aRefusedLinkDoesNotFallBackToTheOpenDoor() {
        given.links.add(LINK);

        assertThat(given.service.beginWith(LINK, 2)).isEqualTo(new BeginResult.LinkRefused());
        assertThat(given.nothingWasSaved()).isTrue();
        assertThat(given.links).containsExactly(LINK);
    }

    @Test
    void theVerifierRestsEncryptedUntilItsUse() {
        given.start().comesBack();

        assertThat(given.exchanges).containsExactly("canary-code with " + ConsentFixture.VERIFIER.reveal());
    }

    @Test
    void nothingOfTheFlowIsLoggedOrPrinted() {
        ConsentFixture.Flow flow = given.start();

        String printed = log.text() + flow.redirect().cookie() + BrowserFlow.start();
        assertThat(Arrays.asList(
                        flow.state().reveal(),
                        flow.redirect().cookie().browserSecret().reveal(),
                        given.sent.get(0).nonce(),
                        "canary"))
                .noneMatch(printed::contains);
        assertThat(log.text()).contains("branch=branch-1");
    }
}
