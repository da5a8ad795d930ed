package tokenmanagement.support;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The query of an address, to read and to change. */
public final class Query {
    private Query() {}

    /** Decoded. Fails when a parameter comes twice. */
    public static Map<String, String> of(URI address) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : address.getRawQuery().split("&")) {
            String[] parts = pair.split("=", 2);
            String value = URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
            if (parameters.put(parts[0], value) != null) {
                throw new AssertionError("twice in " + address + ": " + parts[0]);
            }
        }
        return parameters;
    }

    public static URI with(URI address, String name, String value) {
        Map<String, String> parameters = of(address);
        parameters.put(name, value);
        return with(address, parameters);
    }

    public static URI without(URI address, String name) {
        Map<String, String> parameters = of(address);
        parameters.remove(name);
        return with(address, parameters);
    }

    /** Adds a parameter even if there is one of that name. */
    public static URI plus(URI address, String name, String value) {
        return URI.create(address + "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    private static URI with(URI address, Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return URI.create(address.toString().split("\\?", 2)[0] + "?" + query);
    }
}
