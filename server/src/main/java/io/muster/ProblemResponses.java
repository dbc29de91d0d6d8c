package io.muster;

import io.muster.kernel.Ids;
import io.muster.kernel.Problem;
import io.muster.kernel.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.validation.BindException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/**
 * Writes every refusal and every fault as a problem detail (RFC 9457). A fault tells its
 * correlation id and nothing else.
 */
@RestControllerAdvice
class ProblemResponses {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemResponses.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(Refusal refusal, HttpServletRequest request) {
        return answer(refusal.problem(), request);
    }

    /** A body that is no JSON or doesn't fit: named by its field where the parser knows it. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(
            HttpMessageNotReadableException unreadable, HttpServletRequest request) {
        if (unreadable.getCause() instanceof DatabindException mismatch
                && !mismatch.getPath().isEmpty()) {
            return answer(
                    Problem.invalid(
                            field(mismatch.getPath()),
                            "format",
                            "This value has not the form that is expected."),
                    request);
        }
        return answer(
                Problem.of(
                        400,
                        "kernel:unreadable",
                        "Not readable",
                        "The body is missing or is not valid JSON."),
                request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> mismatch(
            MethodArgumentTypeMismatchException mismatch, HttpServletRequest request) {
        if (mismatch.getParameter()
                .hasParameterAnnotation(
                        org.springframework.web.bind.annotation.PathVariable.class)) {
            return answer(Problem.notFound("thing at this address"), request);
        }
        return answer(
                Problem.invalid(
                        mismatch.getName(),
                        "format",
                        "This value has not the form that is expected."),
                request);
    }

    /** Query parameters that don't fit what they are bound to: all of them at once. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unbound(BindException unbound, HttpServletRequest request) {
        return answer(
                Problem.invalid(
                        unbound.getFieldErrors().stream()
                                .map(error ->
                                        new Problem.FieldError(
                                                error.getField(),
                                                "format",
                                                "This value has not the form that is expected."))
                                .toList()),
                request);
    }

    /** A parameter's name that the firewall in front doesn't let through. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> rejected(
            RequestRejectedException rejected, HttpServletRequest request) {
        return answer(
                Problem.of(
                        400,
                        "kernel:unreadable",
                        "Not readable",
                        "A parameter's name holds a control character."),
                request);
    }

    /** The client went away while it was answered; there is nobody left to tell. */
    @ExceptionHandler
    void gone(AsyncRequestNotUsableException gone) {}

    @ExceptionHandler
    ResponseEntity<ProblemDetail> fault(Exception fault, HttpServletRequest request) {
        if (fault instanceof ErrorResponse known && !known.getStatusCode().is5xxServerError()) {
            HttpStatusCode status = known.getStatusCode();
            HttpStatus reason = HttpStatus.valueOf(status.value());
            return answer(
                    Problem.of(
                            status.value(),
                            "kernel:http-" + status.value(),
                            reason.getReasonPhrase(),
                            status.value() == 404
                                    ? "There is nothing at this address."
                                    : "The request can't be taken."),
                    request);
        }
        String correlation = Ids.next().toString();
        LOG.error(
                "Fault {} at {} {}",
                correlation,
                request.getMethod(),
                request.getRequestURI(),
                fault);
        return answer(
                Problem.of(
                                500,
                                "kernel:fault",
                                "A fault in the server",
                                "Tell your administrator the correlation id.")
                        .with(java.util.Map.of("correlationId", correlation)),
                request);
    }

    private static ResponseEntity<ProblemDetail> answer(
            Problem problem, HttpServletRequest request) {
        ProblemDetail detail =
                ProblemDetail.forStatusAndDetail(
                        HttpStatus.valueOf(problem.status()), problem.detail());
        detail.setType(URI.create(problem.type()));
        detail.setTitle(problem.title());
        detail.setInstance(URI.create(request.getRequestURI()));
        detail.setProperty("errors", problem.errors());
        problem.facts().forEach(detail::setProperty);
        return ResponseEntity.status(problem.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(detail);
    }

    private static String field(List<JacksonException.Reference> path) {
        StringBuilder field = new StringBuilder();
        for (JacksonException.Reference step : path) {
            if (step.getPropertyName() == null) {
                field.append('[').append(step.getIndex()).append(']');
            } else {
                field.append(field.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return field.toString();
    }
}
