package io.muster.mailboxes;

import io.muster.kernel.EmailAddress;
import io.muster.kernel.Problem;
import io.muster.kernel.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an administrator says of a mail group, held against the limits. */
record MailGroupForm(String name, EmailAddress address, MailGroup.Writers writers) {

    private static final int LONGEST_NAME = 255;

    /**
     * Of a new group. Whoever says nothing gets the writers that let no stranger write to many.
     *
     * @throws io.muster.kernel.Refusal 422 with every fault
     */
    static MailGroupForm ofNew(
            @Nullable String name, @Nullable String address, MailGroup.@Nullable Writers writers) {
        return of(name, address, writers == null ? MailGroup.Writers.ORGANIZATION : writers);
    }

    /**
     * Of one that is there: whoever forgets who may write must not let more do so.
     *
     * @throws io.muster.kernel.Refusal 422 with every fault
     */
    static MailGroupForm of(
            @Nullable String name, @Nullable String address, MailGroup.@Nullable Writers writers) {
        List<FieldError> errors = new ArrayList<>();
        String stripped = name == null ? "" : name.strip();
        if (stripped.isEmpty()) {
            errors.add(new FieldError("name", "required", "Give the group a name."));
        } else if (stripped.codePointCount(0, stripped.length()) > LONGEST_NAME) {
            errors.add(new FieldError("name", "length", "1 to 255 characters."));
        } else if (stripped.chars().anyMatch(Character::isISOControl)) {
            errors.add(
                    new FieldError(
                            "name",
                            "control-character",
                            "Control characters are not allowed here."));
        }
        Optional<EmailAddress> parsed = EmailAddress.parse(address == null ? "" : address);
        if (parsed.isEmpty()) {
            errors.add(
                    address == null || address.isBlank()
                            ? new FieldError("address", "required", "Give the group an address.")
                            : new FieldError("address", "format", "This is no e-mail address."));
        }
        if (writers == null) {
            errors.add(new FieldError("writers", "required", "Say who may write to the group."));
        }
        if (!errors.isEmpty() || parsed.isEmpty() || writers == null) {
            throw Problem.invalid(errors).refusal();
        }
        return new MailGroupForm(stripped, parsed.get(), writers);
    }

    static MailGroupForm of(MailGroup group) {
        return new MailGroupForm(group.name(), group.address(), group.writers());
    }

    Map<String, Object> said() {
        return Map.of("name", name, "address", address.toString(), "writers", writers.name());
    }
}
