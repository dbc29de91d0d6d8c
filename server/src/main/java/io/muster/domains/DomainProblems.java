package io.muster.domains;

import io.muster.kernel.Problem;
import io.muster.kernel.Problem.FieldError;
import io.muster.kernel.Refusal;
import java.util.List;
import java.util.Map;

/** What is answered when an act on a domain is refused. */
final class DomainProblems {

    private DomainProblems() {}

    static Refusal of(DomainChange.Refused refused, Problem changedMeanwhile) {
        return problem(refused, changedMeanwhile).refusal();
    }

    private static Problem problem(DomainChange.Refused refused, Problem changedMeanwhile) {
        return switch (refused) {
            case DomainChange.Gone() -> Problem.notFound("domain");
            case DomainChange.ChangedMeanwhile _ -> changedMeanwhile;
            case DomainChange.Listed() ->
                    ofName(
                            "taken",
                            Problem.of(
                                    409,
                                    "domains:listed",
                                    "The domain is listed already",
                                    "This organization has that domain in its list already."));
            case DomainChange.InUse() ->
                    ofName(
                            "in-use",
                            Problem.of(
                                    409,
                                    "domains:in-use",
                                    "The domain is in use",
                                    "Another organization has proved that the domain is its own."));
            case DomainChange.TooMany() ->
                    Problem.of(
                            409,
                            "domains:too-many",
                            "Too many domains",
                            "An organization lists %d domains at most.".formatted(DomainActs.MOST));
            case DomainChange.Unknown() ->
                    Problem.invalid(
                            "name",
                            "unknown",
                            "The name service knows no such domain. Register it first, or mend the name.");
            case DomainChange.Unanswered() ->
                    Problem.invalid(
                            "name",
                            "unanswered",
                            "The name service didn't answer for this domain. Try again later.");
            case DomainChange.Verified() ->
                    Problem.of(
                            409,
                            "domains:verified",
                            "The domain is verified",
                            "The record stays as it is while the domain is verified.");
            case DomainChange.NotVerified() ->
                    Problem.of(
                            409,
                            "domains:not-verified",
                            "The domain isn't verified",
                            "Prove first that the domain is yours.");
            case DomainChange.NotInactive() ->
                    Problem.of(
                            409,
                            "domains:not-inactive",
                            "The domain is active",
                            "Only an inactive domain can be activated.");
            case DomainChange.NotActive() ->
                    Problem.of(
                            409,
                            "domains:not-active",
                            "The domain isn't active",
                            "Only an active domain can be deactivated.");
            case DomainChange.TooEarly(var again) ->
                    Problem.of(
                                    429,
                                    "domains:too-early",
                                    "Too early",
                                    "The record is looked for once a minute at most.")
                            .with(Map.of("again", again));
            case DomainChange.NotConfirmed() ->
                    Problem.invalid(
                            "confirmation",
                            "mismatch",
                            "Type the name of the domain to delete it.");
        };
    }

    private static Problem ofName(String code, Problem problem) {
        return problem.with(List.of(new FieldError("name", code, problem.detail())));
    }
}
