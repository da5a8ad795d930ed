package tokenmanagement.platform;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code postgresql://user:password@host[:port][,host2[:port2]…]/database[?parameter=value&…]}, as libpq writes it.
 *
 * @param hosts one or more host names or addresses, tried in order
 * @param ports as many as hosts; 5432 where none was given
 * @param parameters handed to the driver as they are, for example {@code sslmode=verify-full}
 */
public record DatabaseUrl(
        List<String> hosts,
        List<Integer> ports,
        String database,
        String user,
        Secret password,
        Map<String, String> parameters) {
    static final int DEFAULT_PORT = 5432;

    private static final Pattern FORM =
            Pattern.compile("postgres(?:ql)?://([^:/@?]+):([^/@?]+)@([^/@?]+)/([^/?]+)(?:\\?(.*))?");

    /** Names with underscores too: compose files like them. */
    private static final Pattern ADDRESS = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::(\\d{1,5}))?");

    /** @throws IllegalArgumentException without the value in its message */
    static DatabaseUrl parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("not of that form");
        }
        List<String> hosts = new ArrayList<>();
        List<Integer> ports = new ArrayList<>();
        for (String hostAndPort : form.group(3).split(",", -1)) {
            Matcher address = ADDRESS.matcher(hostAndPort);
            int port = address.matches() ? port(address.group(2)) : 0;
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("host or port");
            }
            hosts.add(address.group(1));
            ports.add(port);
        }
        return new DatabaseUrl(
                List.copyOf(hosts),
                List.copyOf(ports),
                decode(form.group(4)),
                decode(form.group(1)),
                Secret.of(decode(form.group(2))),
                parameters(form.group(5)));
    }

    private static int port(String digits) {
        return digits == null ? DEFAULT_PORT : Integer.parseInt(digits);
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (query == null || query.isEmpty()) {
            return parameters;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1
                    || parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1))) != null) {
                throw new IllegalArgumentException("a parameter is not of the form name=value, or comes twice");
            }
        }
        return Map.copyOf(parameters);
    }

    /** Percent-decoding as in a URI, where a plus is a plus. */
    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // the decoder quotes what it cannot decode: it must not travel on
            throw new IllegalArgumentException("a percent sign that encodes nothing");
        }
    }

    /** Without the parameters, among which a password may stand. */
    @Override
    public String toString() {
        return "DatabaseUrl[hosts=" + hosts + ", ports=" + ports + ", database=" + database + "]";
    }
}
