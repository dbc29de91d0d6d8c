package io.muster.directories;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.EntrySourceException;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPEntrySource;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import io.muster.directories.DirectoryFault.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the people of a directory, page by page; what they ask for is built by the library. */
@Component
class EntryReader {

    /** How long a directory may take for all that is read of it at once. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final int MOST_REFERRALS = 1_000;

    private final DirectoryDoor door;

    EntryReader(DirectoryDoor door) {
        this.door = door;
    }

    /**
     * An entry.
     *
     * @param name its distinguished name
     * @param values in the places of the attributes they come from
     */
    record ReadEntry(String name, AttributeMapping values) {}

    /**
     * @param cut whether there were more, which the limits kept back
     */
    record Found(List<ReadEntry> entries, boolean cut) {}

    /** The people that a query means, at most so many; those without an entry id are left out. */
    Found read(DirectorySettings settings, @Nullable String secret, EntryQuery query, int most)
            throws DirectoryFailure {
        try (LDAPConnection connection = door.open(settings, secret);
                Deadline _ = new Deadline(connection, LIMIT)) {
            List<Filter> filters = query.filters(settings, members(connection, settings, query));
            List<ReadEntry> found = new ArrayList<>();
            boolean cut = false;
            for (int i = 0; i < filters.size() && !cut; i++) {
                cut = search(connection, settings, query, filters.get(i), most, found);
            }
            return new Found(found, cut);
        }
    }

    /** What finds the members of the group: by their names, or by their logon names (RFC 2307). */
    private static List<Filter> members(
            LDAPConnection connection, DirectorySettings settings, EntryQuery query)
            throws DirectoryFailure {
        String group = query.group();
        if (group == null || !query.asksForMembers(settings)) {
            return List.of();
        }
        try {
            Entry entry = connection.getEntry(group, "member", "uniqueMember", "memberUid");
            if (entry == null) {
                return List.of();
            }
            List<Filter> members = new ArrayList<>();
            for (String attribute : List.of("member", "uniqueMember")) {
                values(entry, attribute)
                        .map(name -> Filter.createEqualityFilter("entryDN", name))
                        .forEach(members::add);
            }
            values(entry, "memberUid")
                    .map(name ->
                            Filter.createEqualityFilter(settings.attributes().logonName(), name))
                    .forEach(members::add);
            return members;
        } catch (LDAPException fault) {
            throw DirectoryDoor.failure(fault, Step.RIGHTS);
        }
    }

    private static Stream<String> values(Entry entry, String attribute) {
        String[] values = entry.getAttributeValues(attribute);
        return values == null ? Stream.empty() : Stream.of(values);
    }

    private static boolean search(
            LDAPConnection connection,
            DirectorySettings settings,
            EntryQuery query,
            Filter filter,
            int most,
            List<ReadEntry> found)
            throws DirectoryFailure {
        ASN1OctetString cookie = null;
        do {
            var request =
                    new SearchRequest(
                            query.base(settings),
                            SearchScope.SUB,
                            DereferencePolicy.NEVER,
                            0,
                            settings.limits().answerSeconds(),
                            false,
                            filter,
                            settings.attributes().byField().values().stream()
                                    .filter(attribute -> !attribute.isEmpty())
                                    .toArray(String[]::new));
            request.addControl(
                    new SimplePagedResultsControl(settings.limits().pageSize(), cookie, true));
            try (var source =
                    new LDAPEntrySource(connection, request, false, settings.limits().pageSize())) {
                for (Entry entry = next(source); entry != null; entry = next(source)) {
                    AttributeMapping values = EntryValues.of(entry, settings.attributes());
                    if (values.entryId().isEmpty() || !below(entry, settings)) {
                        continue;
                    }
                    if (found.size() == most) {
                        return true;
                    }
                    found.add(new ReadEntry(entry.getDN(), values));
                }
                cookie = cookie(source.getSearchResult());
            } catch (EntrySourceException fault) {
                if (!(fault.getCause() instanceof LDAPException refusal)) {
                    throw new DirectoryFailure(DirectoryFault.BROKE_OFF, Step.FILTER, null);
                }
                if (refusal.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
                    return true;
                }
                throw DirectoryDoor.failure(refusal, Step.FILTER);
            } catch (LDAPException fault) {
                throw DirectoryDoor.failure(fault, Step.FILTER);
            }
        } while (cookie != null && cookie.getValueLength() > 0);
        return false;
    }

    static boolean below(Entry entry, DirectorySettings settings) throws LDAPException {
        return entry.getDN().length() <= EntryQuery.LONGEST_NAME
                && DN.isDescendantOf(entry.getDN(), settings.base(), true);
    }

    static @Nullable ASN1OctetString cookie(@Nullable SearchResult result) throws LDAPException {
        if (result == null) {
            return null;
        }
        if (!result.getResultCode().equals(ResultCode.SUCCESS)) {
            throw new LDAPSearchException(result);
        }
        SimplePagedResultsControl page = SimplePagedResultsControl.get(result);
        return page == null ? null : page.getCookie();
    }

    /** The next entry; what only refers to other servers is passed over. */
    static @Nullable Entry next(LDAPEntrySource source) throws EntrySourceException {
        for (int referrals = 0; ; referrals++) {
            try {
                return source.nextEntry();
            } catch (EntrySourceException fault) {
                if (!fault.mayContinueReading() || referrals == MOST_REFERRALS) {
                    throw fault;
                }
            }
        }
    }
}
