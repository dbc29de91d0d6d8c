package io.muster.organizations;

import io.muster.access.OrganizationScope;
import io.muster.kernel.Problem.FieldError;
import java.util.List;

/**
 * Makes the first owner of a new organization; the users module implements it. In two steps: what
 * was typed is judged, slowly, before the transaction begins.
 */
public interface FirstOwner {

    /**
     * Who it shall be.
     *
     * @param address his e-mail address, with which he signs in
     * @param password only opens the page on which he chooses his own; empty when he is to set his
     *     first one through a link
     */
    record Person(String firstName, String lastName, String address, String password) {}

    /** What was said of the person. */
    sealed interface Judgement {
        record Fit(Entrance entrance) implements Judgement {}

        /** Fields are named as in {@link Person}. */
        record Unfit(List<FieldError> errors) implements Judgement {}
    }

    /** Makes him in the new organization, in its transaction. */
    interface Entrance {

        /**
         * @return empty when he is made, else what stands against it; then nothing was written
         */
        List<FieldError> into(OrganizationScope organization);
    }

    Judgement judge(Person person);
}
