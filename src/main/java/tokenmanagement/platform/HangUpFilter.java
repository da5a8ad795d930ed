package tokenmanagement.platform;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/**
 * Whoever hangs up before they have read their answer is no failure of this service: what can no longer be sent is
 * dropped. Otherwise a server takes it for an error, looks for the page of that error, fails to send that too and logs
 * it all: hundreds of lines for each request of a stranger. Mapped in web.xml.
 */
public class HangUpFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, new LossyResponse(response));
    }

    private interface Sending {
        void run() throws IOException;
    }

    private static final class LossyResponse extends HttpServletResponseWrapper {
        private LossyStream stream;

        LossyResponse(HttpServletResponse response) {
            super(response);
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            if (stream == null) {
                stream = new LossyStream(super.getOutputStream());
            }
            return stream;
        }
    }

    private static final class LossyStream extends ServletOutputStream {
        private final ServletOutputStream out;
        private boolean hungUp;

        LossyStream(ServletOutputStream out) {
            this.out = out;
        }

        private void send(Sending part) {
            if (hungUp) {
                return;
            }
            try {
                part.run();
            } catch (IOException e) {
                // nobody is left to tell
                hungUp = true;
            }
        }

        @Override
        public void write(int b) {
            send(() -> out.write(b));
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            send(() -> out.write(bytes, from, length));
        }

        @Override
        public void flush() {
            send(out::flush);
        }

        @Override
        public void close() {
            send(out::close);
        }

        @Override
        public boolean isReady() {
            return out.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            out.setWriteListener(listener);
        }
    }
}
