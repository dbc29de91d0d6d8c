package io.muster.imports;

import io.muster.imports.CellRules.Reading;
import io.muster.imports.CellRules.Reading.Fault;
import io.muster.imports.CellRules.Reading.Value;
import io.muster.imports.MailboxSettings.Settings;
import io.muster.imports.MailboxSettings.Way;
import io.muster.kernel.EmailAddress;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How files write the settings of mailboxes, and how undo keeps them. */
final class MailboxCells {

    /** A mailbox that is as large as the organization's settings have it. */
    static final String DEFAULT = "default";

    private static final String UNLIMITED = "unlimited";

    private static final Pattern SIZE =
            Pattern.compile("([0-9]{1,18}(?:[.,][0-9]{1,6})?)\\s*([a-z]*)");

    /** Whoever writes a plain number below that forgot to say of what. */
    private static final long FEWEST_PLAIN_OCTETS = 1L << 20;

    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");

    /** Addresses hold none of them. */
    private static final Pattern BETWEEN_ADDRESSES = Pattern.compile("[;,\\s]+");

    private MailboxCells() {}

    /** A size as in {@code 2 GiB}; kept in the largest unit of which it is a whole number. */
    static Reading size(String text) {
        String plain = text.toLowerCase(Locale.ROOT);
        return switch (plain) {
            case DEFAULT, "organization", "standard" -> new Value(DEFAULT);
            case UNLIMITED, "no limit", "none", "0" -> new Value(UNLIMITED);
            default -> {
                Matcher size = SIZE.matcher(plain);
                yield size.matches() ? size(size.group(1), size.group(2)) : noSize();
            }
        };
    }

    private static Reading size(String number, String unit) {
        Optional<Long> factor = factor(unit);
        if (factor.isEmpty()) {
            return noSize();
        }
        BigDecimal octets =
                new BigDecimal(number.replace(',', '.')).multiply(BigDecimal.valueOf(factor.get()));
        if (octets.compareTo(BigDecimal.valueOf(MailboxSettings.MOST_OCTETS)) > 0) {
            return new Fault("too-large", "must be at most 1024 TiB.");
        }
        long whole = octets.longValue();
        if (whole == 0 && octets.signum() > 0) {
            return noSize();
        }
        return unit.isEmpty() && whole < FEWEST_PLAIN_OCTETS && whole > 0
                ? new Fault("no-unit", "is a small number without a unit such as MiB or GiB.")
                : new Value(sizeText(whole));
    }

    private static Reading noSize() {
        return new Fault(
                "not-a-size", "must be a size such as 500 MiB or 2 GiB, unlimited or default.");
    }

    /** Mail administrators mean powers of 1024, whichever way they write it. */
    private static Optional<Long> factor(String unit) {
        return switch (unit) {
            case "", "b", "byte", "bytes" -> Optional.of(1L);
            case "k", "kb", "kib" -> Optional.of(1L << 10);
            case "m", "mb", "mib" -> Optional.of(1L << 20);
            case "g", "gb", "gib" -> Optional.of(1L << 30);
            case "t", "tb", "tib" -> Optional.of(1L << 40);
            default -> Optional.empty();
        };
    }

    /** Addresses behind each other; kept in their order, each once. */
    static Reading addresses(String text, int most) {
        Set<String> addresses = new TreeSet<>();
        for (String part : BETWEEN_ADDRESSES.split(text, -1)) {
            if (part.isEmpty()) {
                continue;
            }
            Optional<EmailAddress> address = EmailAddress.parse(part);
            if (address.isEmpty()) {
                return new Fault("not-an-address", "holds what is no e-mail address.");
            }
            addresses.add(address.get().toString());
        }
        if (addresses.isEmpty()) {
            return new Fault("empty", "names no address.");
        }
        return addresses.size() > most
                ? new Fault("too-many", "must have at most %d addresses.".formatted(most))
                : new Value(String.join(";", addresses));
    }

    /** Those of the value of a cell, or of what undo kept. */
    static Set<EmailAddress> addresses(String value) {
        return value.isEmpty()
                ? Set.of()
                : Arrays.stream(value.split(";", -1))
                        .map(EmailAddress::valueOf)
                        .collect(Collectors.toSet());
    }

    static String text(Collection<EmailAddress> addresses) {
        return addresses.stream()
                .map(EmailAddress::toString)
                .sorted()
                .collect(Collectors.joining(";"));
    }

    /** As an exported file says it, and as {@link #size(String)} reads it. */
    static String sizeText(@Nullable Long octets) {
        if (octets == null) {
            return DEFAULT;
        }
        if (octets == 0) {
            return UNLIMITED;
        }
        long number = octets;
        int unit = 0;
        while (number % 1024 == 0 && unit + 1 < UNITS.size()) {
            number /= 1024;
            unit++;
        }
        return number + " " + UNITS.get(unit);
    }

    static Way way(ImportField field) {
        return switch (field) {
            case WEBMAIL -> Way.WEBMAIL;
            case IMAP -> Way.IMAP;
            case SUBMISSION -> Way.SUBMISSION;
            case RECEPTION -> Way.RECEPTION;
            default -> throw new IllegalArgumentException(field + " is no way to mail");
        };
    }

    /** All that undo compares, in the form of {@link CellRules}. */
    static Map<ImportField, String> of(Settings settings) {
        Map<ImportField, String> fields = new EnumMap<>(ImportField.class);
        fields.put(ImportField.MAILBOX_LIMIT, sizeText(settings.limitOctets()));
        fields.put(ImportField.ALIASES, text(settings.aliases()));
        for (ImportField field :
                List.of(
                        ImportField.WEBMAIL,
                        ImportField.IMAP,
                        ImportField.SUBMISSION,
                        ImportField.RECEPTION)) {
            fields.put(field, String.valueOf(!settings.off().contains(way(field))));
        }
        return fields;
    }

    /** Settings with some of them as these fields have them; aliases are those and no others. */
    static Settings with(Settings settings, Map<ImportField, String> fields) {
        String limit = fields.get(ImportField.MAILBOX_LIMIT);
        String aliases = fields.get(ImportField.ALIASES);
        Set<Way> off = EnumSet.noneOf(Way.class);
        off.addAll(settings.off());
        fields.forEach((field, value) -> {
            if (field.ofMailbox()
                    && field != ImportField.MAILBOX_LIMIT
                    && field != ImportField.ALIASES) {
                if (Boolean.parseBoolean(value)) {
                    off.remove(way(field));
                } else {
                    off.add(way(field));
                }
            }
        });
        return new Settings(
                limit == null ? settings.limitOctets() : octets(limit),
                aliases == null ? settings.aliases() : addresses(aliases),
                off);
    }

    /** Of a size as it is kept. */
    private static @Nullable Long octets(String value) {
        if (value.equals(DEFAULT)) {
            return null;
        }
        int blank = value.indexOf(' ');
        return blank < 0
                ? 0
                : Long.parseLong(value.substring(0, blank))
                        << (10 * UNITS.indexOf(value.substring(blank + 1)));
    }

    /** The cells of a row, or the settings of a change, that are about the mailbox. */
    static Map<ImportField, String> among(Map<ImportField, String> values) {
        Map<ImportField, String> mailbox = new EnumMap<>(ImportField.class);
        values.forEach((field, value) -> {
            if (field.ofMailbox()) {
                mailbox.put(field, value);
            }
        });
        return mailbox;
    }
}
