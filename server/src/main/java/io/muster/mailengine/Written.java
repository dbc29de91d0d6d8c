package io.muster.mailengine;

import io.muster.mailengine.MessageText.Part;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.james.mailbox.model.SearchQuery;

/**
 * What is asked of the words of a message: that a text is in one of some parts.
 *
 * @param certain whether that answers the criterion; else whoever has it there may match
 */
record Written(Set<Part> parts, String text, boolean certain) {

    private static final Map<String, Part> FIELDS =
            Map.of(
                    "from", Part.FROM,
                    "to", Part.TO,
                    "cc", Part.CC,
                    "bcc", Part.BCC,
                    "subject", Part.SUBJECT);

    /** Nothing for what is answered by other things than words. */
    static Optional<Written> of(SearchQuery.Criterion criterion) {
        return switch (plain(criterion)) {
            case SearchQuery.TextCriterion text ->
                    parts(text.getType())
                            .map(parts -> in(parts, text.getOperator().getValue(), true));
            case SearchQuery.HeaderCriterion header ->
                    text(header.getOperator()).map(text -> inField(header.getHeaderName(), text));
            default -> Optional.empty();
        };
    }

    /** What is asked of some fields has classes of its own. */
    static SearchQuery.Criterion plain(SearchQuery.Criterion criterion) {
        return switch (criterion) {
            case SearchQuery.SubjectCriterion subject -> subject.asHeaderCriterion();
            case SearchQuery.MimeMessageIDCriterion id -> id.asHeaderCriterion();
            default -> criterion;
        };
    }

    private static Written in(Set<Part> parts, String text, boolean certain) {
        return new Written(parts, FoldedText.fold(text), certain);
    }

    private static Written inField(String name, String text) {
        Part part = FIELDS.get(name.toLowerCase(Locale.ROOT));
        return part == null ? in(Set.of(Part.HEADER), text, false) : in(Set.of(part), text, true);
    }

    private static Optional<Set<Part>> parts(SearchQuery.Scope scope) {
        return switch (scope) {
            case BODY -> Optional.of(Set.of(Part.BODY));
            case FULL -> Optional.of(Set.of(Part.HEADER, Part.BODY));
            case ATTACHMENT_FILE_NAME -> Optional.of(Set.of(Part.FILES));
            case ATTACHMENTS -> Optional.empty();
        };
    }

    private static Optional<String> text(SearchQuery.HeaderOperator operator) {
        return switch (operator) {
            case SearchQuery.ContainsOperator contains -> Optional.of(contains.getValue());
            case SearchQuery.AddressOperator address -> Optional.of(address.getAddress());
            default -> Optional.empty();
        };
    }

    /** Whether the header tells. */
    boolean inHeader() {
        return !parts.contains(Part.BODY) && !parts.contains(Part.FILES);
    }

    boolean isIn(MessageText message) {
        return parts.stream().anyMatch(part -> message.contains(part, text));
    }
}
