package io.muster.workbooks;

import java.util.List;

/**
 * A workbook that was read and checked wholly.
 *
 * @param people in the order of the file; of use only without errors
 * @param errors for any of which nothing is made, by sheet and row
 * @param ignored rows that are for nobody in the file, and are passed over
 */
record CheckedWorkbook(List<Person> people, Findings errors, Findings ignored) {

    CheckedWorkbook {
        people = List.copyOf(people);
    }

    static CheckedWorkbook refused(Unreadable why) {
        Findings errors = new Findings();
        errors.add("", "", why.code(), String.valueOf(why.getMessage()));
        return new CheckedWorkbook(List.of(), errors, new Findings());
    }
}
