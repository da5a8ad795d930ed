package tokenmanagement.support;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;

/** A response body in memory. */
final class FakeOutput extends ServletOutputStream {
    private final ByteArrayOutputStream body;

    FakeOutput(ByteArrayOutputStream body) {
        this.body = body;
    }

    @Override
    public void write(int value) {
        body.write(value);
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
        throw new UnsupportedOperationException("the service writes synchronously");
    }
}
