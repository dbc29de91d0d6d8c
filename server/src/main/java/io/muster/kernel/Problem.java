package io.muster.kernel;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * A refusal in the form of RFC 9457: a stable type such as {@code urn:problem:users:address-taken},
 * the HTTP status it answers with, and every field that is at fault, not only the first.
 *
 * @param facts further members of the answer, for example the version that a second save collided
 *     with
 */
public record Problem(
        String type,
        int status,
        String title,
        String detail,
        List<FieldError> errors,
        Map<String, Object> facts) {

    /**
     * One fault in what was sent.
     *
     * @param field the path of the field as the caller named it ({@code address}, {@code
     *     rows[3].unit})
     * @param code stable and machine-readable: {@code required}, {@code taken}, {@code too-long}
     * @param message a sentence for people
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FieldError(String field, String code, String message) {}

    public static Problem of(int status, String slug, String title, String detail) {
        return new Problem("urn:problem:" + slug, status, title, detail, List.of(), Map.of());
    }

    /** 422 with one entry for every field at fault. */
    public static Problem invalid(List<FieldError> errors) {
        return of(
                        422,
                        "kernel:invalid",
                        "Some fields are not right",
                        "Correct the fields named and try again.")
                .with(errors);
    }

    public static Problem invalid(String field, String code, String message) {
        return invalid(List.of(new FieldError(field, code, message)));
    }

    public static Problem notFound(String what) {
        return of(
                404,
                "kernel:not-found",
                "Not found",
                "There is no such " + what + ", or it is not yours to see.");
    }

    public Problem with(List<FieldError> faults) {
        return new Problem(type, status, title, detail, List.copyOf(faults), facts);
    }

    public Problem with(Map<String, Object> more) {
        return new Problem(type, status, title, detail, errors, Map.copyOf(more));
    }

    /** The exception that carries this refusal out of an endpoint. */
    public Refusal refusal() {
        return new Refusal(this);
    }
}
