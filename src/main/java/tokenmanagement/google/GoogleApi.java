package tokenmanagement.google;

import com.github.scribejava.core.builder.api.DefaultApi20;
import com.github.scribejava.core.extractors.TokenExtractor;
import com.github.scribejava.core.model.OAuth2AccessToken;
import com.github.scribejava.core.oauth2.clientauthentication.ClientAuthentication;
import com.github.scribejava.core.oauth2.clientauthentication.RequestBodyAuthenticationScheme;
import tokenmanagement.platform.Settings;

/**
 * Google as ScribeJava sees it: addresses from the settings, the client secret in the body ({@code client_secret_post},
 * RFC 6749 §2.3.1, since ScribeJava's Basic scheme does not encode), the answer handed through unread.
 */
final class GoogleApi extends DefaultApi20 {
    private final Settings.Google google;

    GoogleApi(Settings.Google google) {
        this.google = google;
    }

    @Override
    public String getAccessTokenEndpoint() {
        return google.tokenEndpoint().toString();
    }

    @Override
    protected String getAuthorizationBaseUrl() {
        return google.authorizationEndpoint().toString();
    }

    @Override
    public ClientAuthentication getClientAuthentication() {
        return RequestBodyAuthenticationScheme.instance();
    }

    @Override
    public TokenExtractor<OAuth2AccessToken> getAccessTokenExtractor() {
        return response -> new Unread(((ScribeHttpClient.Answered) response).answer());
    }

    /** An answer in the type that ScribeJava returns; {@link AnswerReader} reads it. */
    static final class Unread extends OAuth2AccessToken {
        private final transient HttpAnswer answer;

        private Unread(HttpAnswer answer) {
            super("unread");
            this.answer = answer;
        }

        HttpAnswer answer() {
            return answer;
        }
    }
}
