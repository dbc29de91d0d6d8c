package io.muster.access;

import io.muster.kernel.Problem;
import io.muster.kernel.SentBody;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.util.Map;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Refuses requests that are larger than any operation needs, before they are parsed. Uploads are
 * streams with a limit of their own.
 */
@RestControllerAdvice
class BodyLimit extends RequestBodyAdviceAdapter {

    /** Bytes. A bulk call for 10,000 ids takes some 400,000. */
    static final int LARGEST = 1_024 * 1_024;

    /** Bytes of what anybody may send; the answer of a passkey is the longest of it. */
    static final int LARGEST_OF_STRANGERS = 64 * 1_024;

    private static final long READ_ON = 64L * LARGEST;

    @Override
    public boolean supports(
            MethodParameter parameter,
            Type target,
            Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public HttpInputMessage beforeBodyRead(
            HttpInputMessage message,
            MethodParameter parameter,
            Type target,
            Class<? extends HttpMessageConverter<?>> converter)
            throws IOException {
        InputStream sent = message.getBody();
        int largest =
                parameter.hasMethodAnnotation(OpenToAll.class) ? LARGEST_OF_STRANGERS : LARGEST;
        byte[] body = sent.readNBytes(largest + 1);
        if (body.length > largest) {
            SentBody.passOver(sent, READ_ON);
            throw tooLarge(largest).refusal();
        }
        return new Held(message.getHeaders(), new ByteArrayInputStream(body));
    }

    static Problem tooLarge(int largest) {
        return Problem.of(
                        413,
                        "access:request-too-large",
                        "The request is too large",
                        "A request may have %,d bytes at most.".formatted(largest))
                .with(Map.of("largest", largest));
    }

    private record Held(HttpHeaders headers, InputStream body) implements HttpInputMessage {

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public InputStream getBody() {
            return body;
        }
    }
}
