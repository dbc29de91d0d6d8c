package io.muster.directories;

import io.muster.access.Permission;
import io.muster.kernel.Problem;
import io.muster.kernel.Problem.FieldError;
import java.util.List;
import java.util.Map;

/** What is answered when an act on a directory is refused. */
final class DirectoryProblems {

    private DirectoryProblems() {}

    /**
     * @param current the directory as it is now, where somebody changed it meanwhile
     */
    static Problem of(DirectoryChange.Refused refused, Problem current) {
        return switch (refused) {
            case DirectoryChange.Gone() -> Problem.notFound("directory");
            case DirectoryChange.ChangedMeanwhile _ -> current;
            case DirectoryChange.Invalid(var errors) -> Problem.invalid(errors);
            case DirectoryChange.NameTaken() ->
                    Problem.of(
                                    409,
                                    "directories:name-taken",
                                    "The name is taken",
                                    "Another directory of this organization is called so.")
                            .with(
                                    List.of(
                                            new FieldError(
                                                    "name",
                                                    "taken",
                                                    "Another directory is called so.")));
            case DirectoryChange.Outranked() ->
                    Problem.of(
                            409,
                            "directories:outranked",
                            "Users of higher rights come from it",
                            "People who may more than you sign in with this directory: only somebody with their rights changes where it is and whom it finds, or deletes it.");
            case DirectoryChange.TooMany() ->
                    Problem.of(
                            409,
                            "directories:too-many",
                            "Too many directories",
                            "An organization has %d directories at most."
                                    .formatted(DirectoryActs.MOST));
        };
    }

    static Problem notPermitted(Permission permission) {
        return Problem.of(
                        403,
                        "access:not-permitted",
                        "Not permitted",
                        "You lack the permission that this needs.")
                .with(Map.of("permission", permission.text()));
    }

    static Problem notLinked() {
        return Problem.of(
                409,
                "directories:not-linked",
                "Not from a directory",
                "This user comes from no entry of a directory.");
    }

    static Problem testsRunning() {
        return Problem.of(
                429,
                "directories:tests-running",
                "Tests are running",
                "Wait for the tests that run already.");
    }

    static Problem beingRead() {
        return Problem.of(
                429,
                "directories:being-read",
                "Directories are being read",
                "Wait for those that are being read already.");
    }

    static Problem notRead(DirectoryFailure failure) {
        return Problem.of(
                409,
                "directories:not-read",
                "The directory can't be read",
                failure.fault().words());
    }

    static Problem syncAtWork() {
        return Problem.of(
                409,
                "directories:sync-at-work",
                "A sync is at work",
                "This directory is being compared, or differences are being applied. Wait for the end.");
    }

    static Problem notApplicable(String detail) {
        return Problem.of(
                409, "directories:not-applicable", "These differences can't be applied", detail);
    }
}
