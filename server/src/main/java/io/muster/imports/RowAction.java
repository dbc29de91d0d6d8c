package io.muster.imports;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a row is to do, as its cell in the action column says. */
enum RowAction {
    /** Makes a user; he must not be there yet. */
    CREATE("create", "add", "new"),
    /** Changes a user; he must be there. */
    UPDATE("update", "change", "edit", "modify"),
    /** What a row does that says nothing: as the options of the import have it. */
    CREATE_OR_UPDATE("create or update", "upsert"),
    ENABLE("enable", "activate"),
    DISABLE("disable", "deactivate", "suspend"),
    MOVE("move"),
    /** Closes sign-in; the user can be restored for 30 days. */
    DELETE("delete", "remove");

    private final String word;
    private final List<String> synonyms;

    RowAction(String word, String... synonyms) {
        this.word = word;
        this.synonyms = List.of(synonyms);
    }

    /** The word as our own files have it. */
    String word() {
        return word;
    }

    /** The action of that word, without regard to case, spaces, hyphens and underscores. */
    static Optional<RowAction> ofWord(String text) {
        String plain = HeaderSynonyms.plain(text);
        return Arrays.stream(values())
                .filter(action ->
                        HeaderSynonyms.plain(action.word).equals(plain)
                                || action.synonyms.contains(plain))
                .findFirst();
    }

    /** The action of a row whose cells were read. */
    static RowAction of(Map<ImportField, String> values) {
        String word = values.get(ImportField.ACTION);
        return word == null ? CREATE_OR_UPDATE : ofWord(word).orElseThrow();
    }

    /** Whether it is done to a user as a whole, beside creating and editing him. */
    boolean isAct() {
        return switch (this) {
            case CREATE, UPDATE, CREATE_OR_UPDATE -> false;
            case ENABLE, DISABLE, MOVE, DELETE -> true;
        };
    }

    /** Whether the row's cell for a setting counts; all others are passed over unread. */
    boolean reads(ImportField field) {
        return !isAct()
                || field.identifies()
                || (this == MOVE && field == ImportField.UNIT)
                || (this == DISABLE && field == ImportField.ALLOW_INCOMING);
    }
}
