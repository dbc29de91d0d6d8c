package io.muster.workbooks;

/**
 * What was found at one place of a workbook.
 *
 * @param sheet its name; empty when it is the file as a whole
 * @param cell A1 for the first one; empty when it is the sheet as a whole
 * @param code stable: {@code email-twice}
 * @param message a sentence for people
 */
record Finding(String sheet, String cell, String code, String message) {}
