package io.muster.cli;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Why a command ends without having done its work, in sentences for people. */
final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ExitCode code;
    private final transient @Nullable JsonNode problem;

    Failure(ExitCode code, String sentence) {
        this(code, sentence, null);
    }

    /**
     * @param problem what the server said, by RFC 9457; null when it wasn't asked or said nothing
     */
    Failure(ExitCode code, String sentence, @Nullable JsonNode problem) {
        super(sentence);
        this.code = code;
        this.problem = problem;
    }

    static Failure usage(String sentence) {
        return new Failure(ExitCode.USAGE, sentence);
    }

    ExitCode code() {
        return code;
    }

    @Nullable JsonNode problem() {
        return problem;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }

    /** Whether the server's answer is of this type, as in {@code imports:unreadable}. */
    boolean is(String slug) {
        return problem != null && Json.text(problem, "type").equals("urn:problem:" + slug);
    }
}
