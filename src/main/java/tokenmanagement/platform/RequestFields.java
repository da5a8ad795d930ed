package tokenmanagement.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Takes the fields of a request body one by one and collects what is wrong with all of them. */
public final class RequestFields {
    private final ObjectNode body;
    private final Set<String> taken = new LinkedHashSet<>();
    private final List<Problem.FieldError> errors = new ArrayList<>();

    public RequestFields(ObjectNode body) {
        this.body = body;
    }

    /** A string; null and absence are the same. The rule is told to the caller when the string breaks it. */
    public Optional<String> text(String name, Predicate<String> valid, String rule) {
        return present(name).flatMap(node -> {
            if (node.isTextual() && valid.test(node.textValue())) {
                return Optional.of(node.textValue());
            }
            return wrong(name, rule);
        });
    }

    /** As {@link #text}; absence is a mistake, and the answer then is the empty text. */
    public String requiredText(String name, Predicate<String> valid, String rule) {
        if (present(name).isEmpty()) {
            return this.<String>wrong(name, "is required: " + rule).orElse("");
        }
        return text(name, valid, rule).orElse("");
    }

    /** As {@link #text}, for an array of 1 to {@code most} strings. */
    public Optional<List<String>> texts(String name, int most, Predicate<String> valid, String rule) {
        return present(name).flatMap(node -> {
            List<String> texts = new ArrayList<>();
            node.forEach(item -> {
                if (item.isTextual() && valid.test(item.textValue())) {
                    texts.add(item.textValue());
                }
            });
            boolean wellFormed =
                    node.isArray() && !texts.isEmpty() && texts.size() == node.size() && texts.size() <= most;
            return wellFormed ? Optional.of(List.copyOf(texts)) : wrong(name, rule);
        });
    }

    public Optional<Boolean> flag(String name) {
        return present(name)
                .flatMap(node ->
                        node.isBoolean() ? Optional.of(node.booleanValue()) : wrong(name, "must be true or false"));
    }

    /** A whole number that is at least 1, as our ids are. */
    public long requiredId(String name) {
        Optional<JsonNode> node = present(name);
        if (node.isPresent()
                && node.get().canConvertToExactIntegral()
                && node.get().canConvertToLong()) {
            long id = node.get().longValue();
            if (id >= 1) {
                return id;
            }
        }
        wrong(name, "must be a whole number from 1");
        return 0;
    }

    /** Notes a mistake that concerns more than one field's own form. */
    public <T> Optional<T> wrong(String name, String detail) {
        errors.add(new Problem.FieldError(name, detail));
        return Optional.empty();
    }

    /** @throws ProblemException 422 naming every mistake, fields that nobody asked for included */
    public void check() {
        body.fieldNames().forEachRemaining(name -> {
            if (!taken.contains(name)) {
                wrong(printable(name), "is not a field of this request");
            }
        });
        if (!errors.isEmpty()) {
            throw new ProblemException(Problem.invalidFields(List.copyOf(errors)));
        }
    }

    private Optional<JsonNode> present(String name) {
        taken.add(name);
        return Optional.ofNullable(body.get(name)).filter(node -> !node.isNull());
    }

    private static String printable(String name) {
        String visible = name.replaceAll("[^\\x20-\\x7e]", "?");
        return visible.length() <= 64 ? visible : visible.substring(0, 64) + "…";
    }
}
