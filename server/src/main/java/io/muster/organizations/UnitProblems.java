package io.muster.organizations;

import io.muster.access.Permission;
import io.muster.kernel.Problem;
import io.muster.kernel.Problem.FieldError;
import java.util.List;
import java.util.Map;

/** What is answered when an act on a unit is refused. */
final class UnitProblems {

    private UnitProblems() {}

    static RuntimeException refused(Units.Refusal reason) {
        return switch (reason) {
            case NAME_TAKEN ->
                    Problem.of(
                                    409,
                                    "organizations:unit-name-taken",
                                    "That name is taken",
                                    "There is a unit of that name at this place.")
                            .with(
                                    List.of(
                                            new FieldError(
                                                    "name",
                                                    "taken",
                                                    "There is a unit of that name at this place.")))
                            .refusal();
            case NO_SUCH_PARENT ->
                    Problem.invalid("parentId", "unknown", "There is no such unit.").refusal();
            case INTO_ITSELF ->
                    Problem.invalid(
                                    "parentId",
                                    "into-itself",
                                    "A unit can't go into itself or into a unit below it.")
                            .refusal();
            case TOO_DEEP ->
                    Problem.invalid(
                                    "parentId",
                                    "too-deep",
                                    "Units are at most %d levels deep.".formatted(UnitPath.DEEPEST))
                            .refusal();
            case TOO_MANY ->
                    Problem.of(
                                    409,
                                    "organizations:too-many-units",
                                    "Too many units",
                                    "An organization has at most %,d units.".formatted(Units.MOST))
                            .refusal();
            case BUILT_IN ->
                    Problem.of(
                                    409,
                                    "organizations:built-in-unit",
                                    "This is the built-in unit",
                                    "The built-in unit is never moved or deleted.")
                            .refusal();
        };
    }

    static RuntimeException notEmpty(long users, int units) {
        return Problem.of(
                        409,
                        "organizations:unit-not-empty",
                        "The unit is not empty",
                        "Say where its users and the units below it shall go.")
                .with(Map.of("users", users, "units", units))
                .refusal();
    }

    static RuntimeException namesTaken(List<String> names) {
        return Problem.of(
                        409,
                        "organizations:unit-name-taken",
                        "Names are taken one level up",
                        "Rename first: " + String.join(", ", names))
                .with(Map.of("names", names))
                .refusal();
    }

    static RuntimeException needs(Permission permission) {
        return Problem.of(
                        403,
                        "access:not-permitted",
                        "Not permitted",
                        "You lack the permission that this needs.")
                .with(Map.of("permission", permission.text()))
                .refusal();
    }
}
