package io.muster.directories;

import io.muster.kernel.Problem.FieldError;
import java.util.List;

/** What became of an act on a directory. */
sealed interface DirectoryChange {

    record Done(Directory directory) implements DirectoryChange {}

    record Deleted() implements DirectoryChange {}

    /** It was not done. */
    sealed interface Refused extends DirectoryChange {}

    record Gone() implements Refused {}

    record ChangedMeanwhile(Directory current) implements Refused {}

    /** The organization has one of that name. */
    record NameTaken() implements Refused {}

    /** It says who somebody is who may more than the actor. */
    record Outranked() implements Refused {}

    record TooMany() implements Refused {}

    record Invalid(List<FieldError> errors) implements Refused {}
}
