package io.muster.kernel;

/**
 * Carries a {@link Problem} from an endpoint to the one place that writes error answers. Never
 * caught elsewhere.
 */
public final class Refusal extends RuntimeException {

    private final transient Problem problem;

    public Refusal(Problem problem) {
        super(problem.type(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
