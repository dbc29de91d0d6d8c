package io.muster.mailboxes;

import io.muster.kernel.EmailAddress;
import io.muster.kernel.Problem;
import io.muster.kernel.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an administrator says of a shared mailbox, held against the limits. */
record MailboxForm(String name, EmailAddress address, boolean visible) {

    private static final int LONGEST_NAME = 255;

    /**
     * @throws io.muster.kernel.Refusal 422 with every fault
     */
    static MailboxForm of(
            @Nullable String name, @Nullable String address, @Nullable Boolean visible) {
        List<FieldError> errors = new ArrayList<>();
        String stripped = name == null ? "" : name.strip();
        if (stripped.isEmpty()) {
            errors.add(new FieldError("name", "required", "Give the mailbox a name."));
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
                            ? new FieldError("address", "required", "Give the mailbox an address.")
                            : new FieldError("address", "format", "This is no e-mail address."));
        }
        if (!errors.isEmpty() || parsed.isEmpty()) {
            throw Problem.invalid(errors).refusal();
        }
        return new MailboxForm(stripped, parsed.get(), visible == null || visible);
    }
}
