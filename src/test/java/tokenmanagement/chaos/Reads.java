package tokenmanagement.chaos;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import tokenmanagement.support.Answer;

/** Callers of a cluster, thousands at once. */
public final class Reads {
    /** After that a read counts as not answered. */
    static final Duration LONGEST = Duration.ofSeconds(60);

    private static final int AT_ONCE = 60;
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(30))
            .build();

    private Reads() {}

    /** Route 5. */
    public static CompletableFuture<Answer> read(ClusterNode node, String branch) {
        return send(request(node, "/tokens/" + branch).GET());
    }

    /** Route 5 with another margin. */
    public static CompletableFuture<Answer> read(ClusterNode node, String branch, int minTtl) {
        return send(request(node, "/tokens/" + branch + "?min_ttl=" + minTtl).GET());
    }

    /** Route 4. */
    static CompletableFuture<Answer> force(ClusterNode node, long clientId) {
        return send(request(node, "/tokens/refresh")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"client_id\":" + clientId + "}")));
    }

    /** As many reads at the same moment, dealt out to the nodes in turn. */
    static List<Answer> atOnce(int count, List<ClusterNode> nodes, String branch) {
        List<CompletableFuture<Answer>> running = IntStream.range(0, count)
                .mapToObj(number -> read(nodes.get(number % nodes.size()), branch))
                .toList();
        return running.stream().map(CompletableFuture::join).toList();
    }

    /** One read of each branch, a few at a time, dealt out to the nodes in turn. */
    static Map<String, Long> each(List<String> branches, List<ClusterNode> nodes) {
        Map<String, Long> outcomes = new TreeMap<>();
        for (int start = 0; start < branches.size(); start += AT_ONCE) {
            List<String> some = branches.subList(start, Math.min(branches.size(), start + AT_ONCE));
            List<CompletableFuture<String>> running = IntStream.range(0, some.size())
                    .mapToObj(number -> outcome(nodes.get(number % nodes.size()), some.get(number)))
                    .toList();
            running.forEach(outcome -> outcomes.merge(outcome.join(), 1L, Long::sum));
        }
        return outcomes;
    }

    private static CompletableFuture<String> outcome(ClusterNode node, String branch) {
        return read(node, branch).handle((answer, broken) -> answer == null ? "no answer" : outcome(answer));
    }

    /** The status, with the code that explains it; a server whose application is not there yet has none. */
    static String outcome(Answer answer) {
        if (answer.status() == 200) {
            return "200"
                    + answer.header("Token-Warning").map(word -> " " + word).orElse("");
        }
        return answer.status()
                + (answer.contentType().startsWith("application/problem+json")
                        ? " " + answer.text("code")
                        : " of the server");
    }

    private static HttpRequest.Builder request(ClusterNode node, String path) {
        URI address = node.address().resolve("/token-management" + path);
        return HttpRequest.newBuilder(address)
                .timeout(LONGEST)
                .header("Authorization", "Bearer " + System.getenv("TOKEN_MANAGEMENT_ADMIN_API_KEY"));
    }

    private static CompletableFuture<Answer> send(HttpRequest.Builder request) {
        return HTTP.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(answer -> new Answer(answer.uri(), answer.statusCode(), answer.headers(), answer.body()));
    }
}
