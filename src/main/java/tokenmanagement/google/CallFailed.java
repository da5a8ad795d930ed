package tokenmanagement.google;

import java.io.IOException;

/** No answer came. It has neither cause nor stack: what the libraries below say may quote a request. */
final class CallFailed extends IOException {
    private static final long serialVersionUID = 1L;

    private final TokenResponse.Kind kind;
    private final String word;

    CallFailed(TokenResponse.Kind kind, String word) {
        super(word);
        this.kind = kind;
        this.word = word;
    }

    TokenResponse.Kind kind() {
        return kind;
    }

    /** One word for logs and rows. */
    String word() {
        return word;
    }
}
