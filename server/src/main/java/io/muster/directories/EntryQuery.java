package io.muster.directories;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import io.muster.kernel.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which people of a directory are meant: those of the ids, or else those of whom all the rest
 * holds.
 *
 * @param unit an entry below the directory's base that they are below, null for the base
 * @param group that the directory itself says they are members of, null for whatever group
 * @param text is part of one of their names or their address, null for whatever text
 * @param entryIds of those who were chosen one by one; empty for all that match
 */
record EntryQuery(
        @Nullable String unit,
        @Nullable String group,
        @Nullable String text,
        List<String> entryIds) {

    static final int LONGEST_NAME = 1_000;
    static final int LONGEST_TEXT = 100;
    static final int MOST_CHOSEN = 1_000;

    /** Servers limit how long a filter may be. */
    private static final int AT_ONCE = 100;

    /** MS-ADTS 3.1.1.3.4.4.3: members of members too. */
    private static final String IN_CHAIN = "1.2.840.113556.1.4.1941";

    EntryQuery {
        unit = filled(unit);
        group = filled(group);
        text = filled(text);
        entryIds = List.copyOf(entryIds);
    }

    /** What is wrong with it, where it is asked of that directory. */
    List<FieldError> errors(DirectorySettings settings) {
        List<FieldError> errors = new ArrayList<>();
        name("unit", unit).ifPresent(errors::add);
        name("group", group).ifPresent(errors::add);
        if (errors.isEmpty() && unit != null && !below(unit, settings.base())) {
            errors.add(
                    new FieldError(
                            "unit", "outside", "The unit is not below the base of the directory."));
        }
        if (text != null && text.length() > LONGEST_TEXT) {
            errors.add(
                    new FieldError(
                            "text",
                            "too-long",
                            "A search has at most %d characters.".formatted(LONGEST_TEXT)));
        }
        if (entryIds.size() > MOST_CHOSEN) {
            errors.add(
                    new FieldError(
                            "entryIds",
                            "too-many",
                            "At most %,d entries are chosen one by one.".formatted(MOST_CHOSEN)));
        }
        return errors;
    }

    String base(DirectorySettings settings) {
        return unit == null || !entryIds.isEmpty() ? settings.base() : unit;
    }

    /** Whether the directory has to be asked first who is in the group. */
    boolean asksForMembers(DirectorySettings settings) {
        return entryIds.isEmpty()
                && group != null
                && switch (settings.kind()) {
                    case ACTIVE_DIRECTORY, SAMBA -> false;
                    case OPENLDAP, DS389 -> true;
                };
    }

    /**
     * Each finds some of them; together they find all.
     *
     * @param members find the members of the group, where the directory was asked for them
     */
    List<Filter> filters(DirectorySettings settings, List<Filter> members) throws DirectoryFailure {
        List<Filter> all = new ArrayList<>();
        try {
            all.add(Filter.create(settings.filter()));
        } catch (LDAPException _) {
            throw new DirectoryFailure(DirectoryFault.FILTER_REFUSED);
        }
        AttributeMapping attributes = settings.attributes();
        if (!entryIds.isEmpty()) {
            return portions(
                    all, entryIds.stream().map(id -> id(attributes.entryId(), id)).toList());
        }
        if (text != null) {
            all.add(Filter.createORFilter(named(attributes, text)));
        }
        if (asksForMembers(settings)) {
            return portions(all, members);
        }
        if (group != null) {
            all.add(Filter.createExtensibleMatchFilter("memberOf", IN_CHAIN, false, group));
        }
        return List.of(Filter.createANDFilter(all));
    }

    private static List<Filter> named(AttributeMapping attributes, String part) {
        return Stream.of(
                        attributes.logonName(),
                        attributes.address(),
                        attributes.displayName(),
                        attributes.firstName(),
                        attributes.lastName())
                .filter(attribute -> !attribute.isEmpty())
                .distinct()
                .map(attribute -> Filter.createSubAnyFilter(attribute, part))
                .toList();
    }

    private static List<Filter> portions(List<Filter> all, List<Filter> anyOf) {
        List<Filter> filters = new ArrayList<>();
        for (int i = 0; i < anyOf.size(); i += AT_ONCE) {
            List<Filter> some = new ArrayList<>(all);
            some.add(Filter.createORFilter(anyOf.subList(i, Math.min(i + AT_ONCE, anyOf.size()))));
            filters.add(Filter.createANDFilter(some));
        }
        return filters;
    }

    private static Filter id(String attribute, String id) {
        if (!attribute.equalsIgnoreCase("objectGUID")) {
            return Filter.createEqualityFilter(attribute, id);
        }
        try {
            return Filter.createEqualityFilter(attribute, EntryValues.octets(UUID.fromString(id)));
        } catch (IllegalArgumentException _) {
            return Filter.createEqualityFilter(attribute, id);
        }
    }

    private static Optional<FieldError> name(String field, @Nullable String name) {
        return name == null || (name.length() <= LONGEST_NAME && DN.isValidDN(name))
                ? Optional.empty()
                : Optional.of(
                        new FieldError(
                                field,
                                "format",
                                "This is no distinguished name, such as OU=Sales,DC=example,DC=org."));
    }

    private static boolean below(String name, String base) {
        try {
            return DN.isDescendantOf(name, base, true);
        } catch (LDAPException _) {
            return false;
        }
    }

    private static @Nullable String filled(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
