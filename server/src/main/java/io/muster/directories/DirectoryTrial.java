package io.muster.directories;

import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.EntrySourceException;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPEntrySource;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import io.muster.directories.DirectoryFault.Step;
import io.muster.directories.DirectoryReport.Sample;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tries a directory out, step by step, and says at which one it fails. */
@Component
class DirectoryTrial {

    private static final int SAMPLES = 5;
    private static final int LONGEST_NAME = 500;
    private static final int MOST_REFERRALS = 1_000;

    /** RFC 4511 4.5.1.8: no attributes at all. */
    private static final String NO_ATTRIBUTES = "1.1";

    private final DirectoryDoor door;

    DirectoryTrial(DirectoryDoor door) {
        this.door = door;
    }

    DirectoryReport run(DirectorySettings settings, @Nullable String secret) {
        List<Sample> samples = new ArrayList<>();
        try (LDAPConnection connection = door.open(settings, secret);
                Deadline _ = new Deadline(connection, settings.limits().answer().multipliedBy(4))) {
            findBase(connection, settings);
            for (Entry entry : found(connection, settings)) {
                samples.add(
                        new Sample(
                                cut(entry.getDN()), EntryValues.of(entry, settings.attributes())));
            }
            lookAt(samples);
            return new DirectoryReport(null, samples);
        } catch (DirectoryFailure failure) {
            return new DirectoryReport(failure, samples);
        }
    }

    private static void findBase(LDAPConnection connection, DirectorySettings settings)
            throws DirectoryFailure {
        SearchRequest base =
                request(
                        settings,
                        SearchScope.BASE,
                        Filter.createPresenceFilter("objectClass"),
                        1,
                        NO_ATTRIBUTES);
        if (read(connection, base, Step.BASE).isEmpty()) {
            throw new DirectoryFailure(DirectoryFault.BASE_NOT_READABLE);
        }
    }

    private static List<Entry> found(LDAPConnection connection, DirectorySettings settings)
            throws DirectoryFailure {
        List<Entry> entries =
                read(
                        connection,
                        request(
                                settings,
                                SearchScope.SUB,
                                filter(settings),
                                SAMPLES,
                                settings.attributes().byField().values().stream()
                                        .filter(attribute -> !attribute.isEmpty())
                                        .toArray(String[]::new)),
                        Step.FILTER);
        if (entries.isEmpty()) {
            SearchRequest any =
                    request(
                            settings,
                            SearchScope.SUB,
                            Filter.createPresenceFilter("objectClass"),
                            2,
                            NO_ATTRIBUTES);
            // The base itself is found too.
            throw new DirectoryFailure(
                    read(connection, any, Step.RIGHTS).size() > 1
                            ? DirectoryFault.FILTER_FINDS_NOTHING
                            : DirectoryFault.NOTHING_READABLE);
        }
        return entries;
    }

    private static void lookAt(List<Sample> samples) throws DirectoryFailure {
        if (samples.stream().allMatch(sample -> sample.values().entryId().isEmpty())) {
            throw new DirectoryFailure(DirectoryFault.ENTRY_ID_MISSING);
        }
        if (samples.stream().allMatch(sample -> sample.values().logonName().isEmpty())) {
            throw new DirectoryFailure(DirectoryFault.LOGON_NAME_MISSING);
        }
    }

    private static Filter filter(DirectorySettings settings) throws DirectoryFailure {
        try {
            return Filter.create(settings.filter());
        } catch (LDAPException _) {
            throw new DirectoryFailure(DirectoryFault.FILTER_REFUSED);
        }
    }

    private static SearchRequest request(
            DirectorySettings settings,
            SearchScope scope,
            Filter filter,
            int most,
            String... attributes) {
        return new SearchRequest(
                settings.base(),
                scope,
                DereferencePolicy.NEVER,
                most,
                settings.limits().answerSeconds(),
                false,
                filter,
                attributes);
    }

    /** Ends at the limit of the request even where the server doesn't. */
    private static List<Entry> read(LDAPConnection connection, SearchRequest request, Step step)
            throws DirectoryFailure {
        List<Entry> entries = new ArrayList<>();
        try (var source = new LDAPEntrySource(connection, request, false, request.getSizeLimit())) {
            while (entries.size() < request.getSizeLimit()) {
                Entry entry = next(source);
                if (entry == null) {
                    break;
                }
                entries.add(entry);
            }
            return entries;
        } catch (EntrySourceException fault) {
            if (fault.getCause() instanceof LDAPException refusal) {
                // Servers end at the limit so.
                if (refusal.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
                    return entries;
                }
                throw DirectoryDoor.failure(refusal, step);
            }
            throw new DirectoryFailure(DirectoryFault.BROKE_OFF, step, null);
        } catch (LDAPException fault) {
            throw DirectoryDoor.failure(fault, step);
        }
    }

    /** The next entry; what only refers to other servers is passed over. */
    private static @Nullable Entry next(LDAPEntrySource source) throws EntrySourceException {
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

    private static String cut(String name) {
        return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    }
}
