package io.muster.directories;

import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import io.muster.directories.DirectoryFault.Step;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Finds the entry of one person among those that the filter of the directory finds. */
final class EntrySearch {

    /** One would do; two tell that it isn't the only one. */
    private static final int MOST = 2;

    private EntrySearch() {}

    /**
     * An entry with what is known of it.
     *
     * @param addresses all that it shows, while the values have the first
     */
    record Found(String distinguishedName, AttributeMapping values, List<String> addresses) {

        /** Whether it isn't of somebody who has none of these addresses; names have no "@". */
        boolean agrees(List<String> names) {
            List<String> his = names.stream().filter(name -> name.contains("@")).toList();
            return his.isEmpty()
                    || addresses.isEmpty()
                    || addresses.stream()
                            .anyMatch(address -> his.stream().anyMatch(address::equalsIgnoreCase));
        }

        private static Found of(SearchResultEntry entry, AttributeMapping attributes) {
            String[] addresses =
                    attributes.address().isEmpty()
                            ? null
                            : entry.getAttributeValues(attributes.address());
            return new Found(
                    entry.getDN(),
                    EntryValues.of(entry, attributes),
                    addresses == null ? List.of() : List.of(addresses));
        }
    }

    static List<Found> byId(LDAPConnection connection, DirectorySettings settings, String entryId)
            throws DirectoryFailure {
        Optional<Filter> wanted = withId(settings.attributes().entryId(), entryId);
        return wanted.isPresent() ? find(connection, settings, wanted.get()) : List.of();
    }

    /** Nothing for an id that this attribute can't have: nobody's entry has it. */
    static Optional<Filter> withId(String attribute, String entryId) {
        if (!attribute.equalsIgnoreCase("objectGUID")) {
            return Optional.of(Filter.createEqualityFilter(attribute, entryId));
        }
        try {
            return Optional.of(
                    Filter.createEqualityFilter(attribute, octets(UUID.fromString(entryId))));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /**
     * @param names by which the user signs in here: one with an @ is looked for among the
     *     addresses, one without among the logon names
     */
    static List<Found> byNames(
            LDAPConnection connection, DirectorySettings settings, List<String> names)
            throws DirectoryFailure {
        List<Filter> either = new ArrayList<>();
        for (String name : names) {
            String attribute =
                    name.contains("@")
                            ? settings.attributes().address()
                            : settings.attributes().logonName();
            if (!attribute.isEmpty()) {
                either.add(Filter.createEqualityFilter(attribute, name));
            }
        }
        return either.isEmpty()
                ? List.of()
                : find(connection, settings, Filter.createORFilter(either));
    }

    private static List<Found> find(
            LDAPConnection connection, DirectorySettings settings, Filter condition)
            throws DirectoryFailure {
        try {
            return found(
                    connection.search(
                            new SearchRequest(
                                    settings.base(),
                                    SearchScope.SUB,
                                    DereferencePolicy.NEVER,
                                    MOST,
                                    settings.limits().answerSeconds(),
                                    false,
                                    Filter.createANDFilter(
                                            Filter.create(settings.filter()), condition),
                                    shown(settings.attributes()))),
                    settings);
        } catch (LDAPSearchException fault) {
            if (fault.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
                return found(fault.getSearchResult(), settings);
            }
            throw DirectoryDoor.failure(fault, Step.FILTER);
        } catch (LDAPException fault) {
            throw DirectoryDoor.failure(fault, Step.FILTER);
        }
    }

    private static String[] shown(AttributeMapping attributes) {
        return Stream.of(attributes.entryId(), attributes.logonName(), attributes.address())
                .filter(attribute -> !attribute.isEmpty())
                .toArray(String[]::new);
    }

    private static List<Found> found(SearchResult result, DirectorySettings settings) {
        List<SearchResultEntry> entries = result.getSearchEntries();
        return entries == null
                ? List.of()
                : entries.stream().map(entry -> Found.of(entry, settings.attributes())).toList();
    }

    /** As Windows keeps it; see {@link EntryValues#guid}. */
    private static byte[] octets(UUID guid) {
        long first = guid.getMostSignificantBits();
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) (first >>> 32))
                .putShort((short) (first >>> 16))
                .putShort((short) first)
                .order(ByteOrder.BIG_ENDIAN)
                .putLong(guid.getLeastSignificantBits())
                .array();
    }
}
