package tokenmanagement.platform;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/**
 * Reads one JSON text (RFC 8259) as I-JSON (RFC 7493) wants it: UTF-8 without a byte order mark, every name once in its
 * object, no lone surrogates, nothing behind the value; at most {@value #MAX_DEPTH} levels deep, numbers of at most
 * {@value #MAX_DIGITS} characters.
 *
 * <p>The size of the text is the caller's to limit, before the bytes are collected.
 */
public final class StrictJson {
    public static final int MAX_DEPTH = 32;
    public static final int MAX_DIGITS = 100;

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final ObjectMapper MAPPER = mapper();

    private StrictJson() {}

    /** @throws Malformed for everything that is not one strict JSON text */
    public static JsonNode parse(byte[] text) throws Malformed {
        JsonNode value = read(decode(text));
        if (value == null || value.isMissingNode()) {
            throw new Malformed("the JSON text is empty");
        }
        refuseLoneSurrogates(value);
        return value;
    }

    private static String decode(byte[] text) throws Malformed {
        try {
            CharBuffer characters = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
            if (characters.length() > 0 && characters.charAt(0) == BYTE_ORDER_MARK) {
                throw new Malformed("the JSON text starts with a byte order mark");
            }
            return characters.toString();
        } catch (CharacterCodingException e) {
            throw new Malformed("the JSON text is not UTF-8");
        }
    }

    private static JsonNode read(String text) throws Malformed {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            // it may quote the text, and the text may hold a secret: neither message nor cause travels on
            throw new Malformed(
                    "the text is not one JSON value, holds a name twice, or is too deep or too long a number");
        }
    }

    private static void refuseLoneSurrogates(JsonNode value) throws Malformed {
        if (value.isTextual() && holdsLoneSurrogate(value.textValue())) {
            throw new Malformed("a JSON string holds half a surrogate pair");
        }
        for (Iterator<String> names = value.fieldNames(); names.hasNext(); ) {
            if (holdsLoneSurrogate(names.next())) {
                throw new Malformed("a JSON name holds half a surrogate pair");
            }
        }
        for (JsonNode child : value) {
            refuseLoneSurrogates(child);
        }
    }

    private static boolean holdsLoneSurrogate(String text) {
        return !StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static ObjectMapper mapper() {
        StreamReadConstraints limits = StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxNumberLength(MAX_DIGITS)
                .build();
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(limits)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /** The text is not strict JSON. The message is a fixed sentence that never quotes the text. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        private Malformed(String message) {
            super(message);
        }
    }
}
