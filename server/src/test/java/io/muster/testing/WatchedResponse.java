package io.muster.testing;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A response that notes whether it was written to inside a transaction: whoever reads slowly would
 * keep a connection to the database for as long.
 */
public final class WatchedResponse extends MockHttpServletResponse {

    private int writes;
    private int insideATransaction;

    /** How often something was written. */
    public int writes() {
        return writes;
    }

    public int insideATransaction() {
        return insideATransaction;
    }

    @Override
    public PrintWriter getWriter() {
        return new PrintWriter(
                new OutputStreamWriter(getOutputStream(), StandardCharsets.UTF_8), false);
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return new ServletOutputStream() {
            @Override
            public void write(int octet) {
                note();
            }

            @Override
            public void write(byte[] octets, int offset, int length) {
                note();
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new UnsupportedOperationException(
                        "the answers watched here are written at once");
            }
        };
    }

    private void note() {
        writes++;
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            insideATransaction++;
        }
    }
}
