package tokenmanagement.google;

import com.github.scribejava.core.httpclient.HttpClient;
import com.github.scribejava.core.httpclient.multipart.MultipartPayload;
import com.github.scribejava.core.model.OAuthAsyncRequestCallback;
import com.github.scribejava.core.model.OAuthRequest.ResponseConverter;
import com.github.scribejava.core.model.Response;
import com.github.scribejava.core.model.Verb;
import java.io.File;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;

/**
 * ScribeJava's door to the network: the one form of call that the token endpoint takes, through a
 * {@link BoundedHttpClient}. ScribeJava's own clients wait without end, follow redirects and send twice.
 */
final class ScribeHttpClient implements HttpClient {
    private final BoundedHttpClient http;
    private final Duration deadline;

    ScribeHttpClient(BoundedHttpClient http, Duration deadline) {
        this.http = http;
        this.deadline = deadline;
    }

    /** What ScribeJava puts into {@code headers} is only the content type, which the form's post sets itself. */
    @Override
    public Response execute(String userAgent, Map<String, String> headers, Verb verb, String url, byte[] body)
            throws CallFailed {
        if (verb != Verb.POST) {
            throw unused();
        }
        return new Answered(http.post(URI.create(url), body, deadline));
    }

    @Override
    public Response execute(
            String userAgent, Map<String, String> headers, Verb verb, String url, MultipartPayload body) {
        throw unused();
    }

    @Override
    public Response execute(String userAgent, Map<String, String> headers, Verb verb, String url, String body) {
        throw unused();
    }

    @Override
    public Response execute(String userAgent, Map<String, String> headers, Verb verb, String url, File body) {
        throw unused();
    }

    @Override
    public <T> Future<T> executeAsync(
            String userAgent,
            Map<String, String> headers,
            Verb verb,
            String url,
            byte[] body,
            OAuthAsyncRequestCallback<T> callback,
            ResponseConverter<T> converter) {
        throw unused();
    }

    @Override
    public <T> Future<T> executeAsync(
            String userAgent,
            Map<String, String> headers,
            Verb verb,
            String url,
            MultipartPayload body,
            OAuthAsyncRequestCallback<T> callback,
            ResponseConverter<T> converter) {
        throw unused();
    }

    @Override
    public <T> Future<T> executeAsync(
            String userAgent,
            Map<String, String> headers,
            Verb verb,
            String url,
            String body,
            OAuthAsyncRequestCallback<T> callback,
            ResponseConverter<T> converter) {
        throw unused();
    }

    @Override
    public <T> Future<T> executeAsync(
            String userAgent,
            Map<String, String> headers,
            Verb verb,
            String url,
            File body,
            OAuthAsyncRequestCallback<T> callback,
            ResponseConverter<T> converter) {
        throw unused();
    }

    /** Nothing to close: the client behind it is shared. */
    @Override
    public void close() {}

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("only a form is ever posted, and waited for");
    }

    /** Carries the answer past ScribeJava, whose own model keeps the raw text and loses what matters. */
    static final class Answered extends Response {
        private final HttpAnswer answer;

        private Answered(HttpAnswer answer) {
            super(answer.status(), "", Map.of(), "");
            this.answer = answer;
        }

        HttpAnswer answer() {
            return answer;
        }
    }
}
