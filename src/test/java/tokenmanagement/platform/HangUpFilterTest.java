package tokenmanagement.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class HangUpFilterTest {
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private boolean hungUp;
    private int attempts;

    private final ServletOutputStream wire = new ServletOutputStream() {
        @Override
        public void write(int b) throws IOException {
            attempts++;
            if (hungUp) {
                throw new IOException("Broken pipe");
            }
            sent.write(b);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }
    };

    private void answer(FilterChain chain) throws Exception {
        HttpServletResponse response = Stub.of(HttpServletResponse.class)
                .answer("getOutputStream", nothing -> wire)
                .make();
        new HangUpFilter().doFilter(Stub.of(HttpServletRequest.class).make(), response, chain);
    }

    @Test
    void whoListensGetsTheWholeAnswer() throws Exception {
        answer((request, response) -> {
            response.getOutputStream().write("first ".getBytes(UTF_8));
            response.getOutputStream().write('2');
            response.getOutputStream().flush();
            response.getOutputStream().close();
        });

        assertThat(sent).hasToString("first 2");
    }

    @Test
    void whatNobodyReadsIsDroppedWithoutAnError() {
        assertThatCode(() -> answer((request, response) -> {
                    response.getOutputStream().write('1');
                    hungUp = true;
                    response.getOutputStream().write("never arrives".getBytes(UTF_8));
                    response.getOutputStream().write("nor does this".getBytes(UTF_8));
                    response.getOutputStream().close();
                }))
                .doesNotThrowAnyException();

        assertThat(sent).hasToString("1");
        assertThat(attempts).isEqualTo(2);
    }

    @Test
    void whatFailsBeforeAnAnswerIsAFailure() {
        assertThatThrownBy(() -> answer((request, response) -> {
                    throw new IOException("the request broke off");
                }))
                .isInstanceOf(IOException.class);
    }
}
