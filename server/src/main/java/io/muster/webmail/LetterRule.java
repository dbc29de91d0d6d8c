package io.muster.webmail;

import io.muster.kernel.EmailAddress;
import io.muster.kernel.Problem;
import io.muster.kernel.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Says of a letter what is wrong with it, all at once. */
final class LetterRule {

    static final int MOST_RECIPIENTS = 1_000;
    static final int MOST_FILES = 100;

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_ADDRESS = 320;
    private static final int LONGEST_SUBJECT = 998;
    private static final int LONGEST_TEXT = 900_000;

    /** What a header would take for something else than an address. */
    private static final Pattern NO_ADDRESS = Pattern.compile("[\\s\\p{Cntrl},;:<>()\\[\\]\"\\\\]");

    private final List<FieldError> errors = new ArrayList<>();

    private LetterRule() {}

    /** A recipient by the field that names him. */
    record Recipient(String field, String address) {}

    /** What may be kept, also where it can't be sent yet. */
    static void checkDraft(Letter letter) {
        var rule = new LetterRule();
        rule.common(letter);
        rule.refuse();
    }

    /** What may be sent: those who get it, in the order of the fields. */
    static List<Recipient> checkSending(Letter letter) {
        var rule = new LetterRule();
        rule.common(letter);
        List<Recipient> recipients = recipients(letter);
        for (Recipient one : recipients) {
            if (EmailAddress.parse(one.address()).isEmpty()) {
                rule.fault(one.field(), "format", "This is no e-mail address.");
            }
        }
        if (recipients.isEmpty()) {
            rule.fault("to", "required", "A message needs somebody who gets it.");
        }
        rule.refuse();
        return recipients;
    }

    private static List<Recipient> recipients(Letter letter) {
        List<Recipient> all = new ArrayList<>();
        fields(letter)
                .forEach((field, addresses) -> {
                    for (int i = 0; i < addresses.size(); i++) {
                        all.add(
                                new Recipient(
                                        field + "[" + i + "].address",
                                        addresses.get(i).address().strip()));
                    }
                });
        return all;
    }

    private static Map<String, List<MailAddress>> fields(Letter letter) {
        Map<String, List<MailAddress>> fields = new TreeMap<>();
        fields.put("to", letter.to());
        fields.put("cc", letter.cc());
        fields.put("bcc", letter.bcc());
        return fields;
    }

    private void common(Letter letter) {
        if (letter.to().size() + letter.cc().size() + letter.bcc().size() > MOST_RECIPIENTS) {
            fault("to", "range", "A message goes to 1,000 addresses at most.");
            return;
        }
        fields(letter)
                .forEach((field, addresses) -> {
                    for (int i = 0; i < addresses.size(); i++) {
                        address(field + "[" + i + "]", addresses.get(i));
                    }
                });
        if (letter.subject().length() > LONGEST_SUBJECT) {
            fault("subject", "too-long", "A subject has at most 998 characters.");
        }
        if (letter.text().length() > LONGEST_TEXT) {
            fault("text", "too-long", "A text has at most 900,000 characters.");
        }
        if (letter.attachments().size() > MOST_FILES) {
            fault("attachments", "range", "A message has at most 100 files.");
            return;
        }
        for (int i = 0; i < letter.attachments().size(); i++) {
            Letter.LetterFile file = letter.attachments().get(i);
            boolean part = file.folderId() != null && file.uid() != null && file.part() != null;
            if ((file.upload() != null) == part) {
                fault(
                        "attachments[" + i + "]",
                        "form",
                        "Name an upload, or folder, message and part.");
            }
        }
    }

    private void address(String field, MailAddress one) {
        String address = one.address().strip();
        if (address.length() > LONGEST_ADDRESS || NO_ADDRESS.matcher(address).find()) {
            fault(field + ".address", "format", "This is no e-mail address.");
        }
        if (one.name().length() > LONGEST_NAME) {
            fault(field + ".name", "too-long", "A name has at most 200 characters.");
        }
    }

    private void fault(String field, String code, String message) {
        errors.add(new FieldError(field, code, message));
    }

    private void refuse() {
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).refusal();
        }
    }
}
