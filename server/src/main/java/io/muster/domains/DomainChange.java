package io.muster.domains;

import java.time.Instant;

/** What became of an act on a domain. */
sealed interface DomainChange {

    record Done(Domain domain) implements DomainChange {}

    record Deleted() implements DomainChange {}

    /** It was not done. */
    sealed interface Refused extends DomainChange {}

    record Gone() implements Refused {}

    record ChangedMeanwhile(Domain current) implements Refused {}

    /** The organization lists it already. */
    record Listed() implements Refused {}

    /** Another organization has it verified. */
    record InUse() implements Refused {}

    record TooMany() implements Refused {}

    /** There is no such domain in the name service. */
    record Unknown() implements Refused {}

    /** The name service didn't answer for it. */
    record Unanswered() implements Refused {}

    /** What was told for the proof can't change any more. */
    record Verified() implements Refused {}

    record NotVerified() implements Refused {}

    /** Only an inactive one can be activated. */
    record NotInactive() implements Refused {}

    /** Only an active one can be deactivated. */
    record NotActive() implements Refused {}

    /** Its record was looked for less than a minute ago. */
    record TooEarly(Instant again) implements Refused {}

    /** What was typed is not its name. */
    record NotConfirmed() implements Refused {}
}
