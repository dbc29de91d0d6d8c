package io.muster.mailboxes;

import io.muster.kernel.EmailAddress;
import io.muster.kernel.Problem;
import io.muster.kernel.Problem.FieldError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator says of the forwarding of a mailbox, held against the limits.
 *
 * @param targets each once, by the field in which it was named first
 */
record ForwardingForm(Forwarding forwarding, Map<EmailAddress, String> targets) {

    /**
     * @throws io.muster.kernel.Refusal 422 with every fault
     */
    static ForwardingForm of(
            boolean active,
            List<String> targets,
            boolean keepCopy,
            @Nullable Instant from,
            @Nullable Instant until) {
        List<FieldError> errors = new ArrayList<>();
        Map<EmailAddress, String> fields = new LinkedHashMap<>();
        if (targets.size() > Forwarding.MOST_TARGETS) {
            errors.add(
                    new FieldError(
                            "targets",
                            "too-many",
                            "At most %d addresses.".formatted(Forwarding.MOST_TARGETS)));
        }
        for (int i = 0; i < Math.min(targets.size(), Forwarding.MOST_TARGETS); i++) {
            String field = "targets[" + i + "]";
            EmailAddress.parse(targets.get(i))
                    .ifPresentOrElse(
                            address -> fields.putIfAbsent(address, field),
                            () ->
                                    errors.add(
                                            new FieldError(
                                                    field,
                                                    "format",
                                                    "This is no e-mail address.")));
        }
        if (active && targets.isEmpty()) {
            errors.add(new FieldError("targets", "required", "Name an address to forward to."));
        }
        if (from != null && until != null && !until.isAfter(from)) {
            errors.add(new FieldError("until", "order", "It has to end after it begins."));
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).refusal();
        }
        return new ForwardingForm(
                new Forwarding(active, List.copyOf(fields.keySet()), keepCopy, from, until),
                fields);
    }
}
