package tokenmanagement.security;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tokenmanagement.platform.Json;
import tokenmanagement.platform.Metrics;
import tokenmanagement.platform.Problem;
import tokenmanagement.platform.ProblemMapper;

/**
 * Route 14: the figures, for a key with {@code metrics:read}, or for a program on this machine that presents none.
 *
 * <p>What a proxy passes on comes from loopback as well when the proxy runs on this machine, so a request that says
 * that it was passed on needs a key. The limits of {@link RateLimits} hold here, too.
 */
@WebServlet("/metrics")
public class MetricsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    transient ApiKeys apiKeys;

    @Inject
    transient RateLimits limits;

    @Inject
    transient Metrics metrics;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Problem> refusal = refusal(request);
        if (refusal.isPresent()) {
            write(refusal.get(), response);
            return;
        }
        Metrics.Scrape scrape = metrics.scrape(request.getHeader("Accept"));
        response.setContentType(scrape.mediaType());
        response.getOutputStream().write(scrape.body().getBytes(StandardCharsets.UTF_8));
    }

    /** Also for a database that is away: figures are most wanted then, and are there for the settings' own key. */
    private Optional<Problem> refusal(HttpServletRequest request) {
        List<String> authorization = Collections.list(request.getHeaders("Authorization"));
        if (authorization.isEmpty() && isFromThisMachine(request)) {
            return Optional.empty();
        }
        try {
            PresentedKey presented = PresentedKey.judge(authorization, apiKeys);
            if (presented instanceof PresentedKey.Of key) {
                return refusal(key.caller());
            }
            Quota quota = limits.ofWrongKey(request.getRemoteAddr());
            return Optional.of(quota.allowed() ? ((PresentedKey.Refused) presented).problem() : quota.refusal());
        } catch (RuntimeException e) {
            return Optional.of(ProblemMapper.problem(e));
        }
    }

    private Optional<Problem> refusal(Caller caller) {
        Quota quota = limits.ofCaller(caller);
        if (!quota.allowed()) {
            return Optional.of(quota.refusal());
        }
        return caller.may(Scope.METRICS_READ)
                ? Optional.empty()
                : Optional.of(ScopeFilter.refusal(Scope.METRICS_READ.word()));
    }

    static boolean isFromThisMachine(HttpServletRequest request) {
        boolean passedOn = Collections.list(request.getHeaderNames()).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> name.startsWith("x-forwarded-")
                        || name.equals("forwarded")
                        || name.equals("x-real-ip")
                        || name.equals("via"));
        return !passedOn && isLoopback(request.getRemoteAddr());
    }

    /** An address, so that no name server is asked. */
    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static void write(Problem problem, HttpServletResponse response) throws IOException {
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        problem.headers().forEach(response::setHeader);
        response.getOutputStream().write(Json.bytes(problem));
    }
}
