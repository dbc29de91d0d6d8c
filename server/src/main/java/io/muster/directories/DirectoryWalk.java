package io.muster.directories;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.EntrySourceException;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPEntrySource;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import io.muster.directories.DirectoryFault.Step;
import io.muster.directories.EntryReader.ReadEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads all people of a directory, some at a time, so that the whole is never in memory at once.
 */
@Component
class DirectoryWalk {

    /** How many entries are read at most; who has more is told so. */
    static final int MOST = 200_000;

    private static final int PORTION = 1_000;

    /** So many entries, which may be large, wait between the network and us. */
    private static final int WAITING = 16;

    private static final Duration LIMIT = Duration.ofMinutes(20);

    private final DirectoryDoor door;

    DirectoryWalk(DirectoryDoor door) {
        this.door = door;
    }

    /**
     * What all of it was.
     *
     * @param ids of the entries
     * @param withoutId how many entries don't show one
     * @param cut whether the server, or the limit, kept some back
     */
    record Walked(Set<String> ids, int withoutId, boolean cut) {

        int entries() {
            return ids.size();
        }
    }

    /**
     * Reads them; each entry comes once.
     *
     * @param portions gets them as they come, while the server waits: it has to be quick. Nothing
     *     at all after a page with which no portion is full, as a sign of life
     * @throws DirectoryFailure when it doesn't come to the end, whatever was handed on until then
     */
    Walked walk(
            DirectorySettings settings, @Nullable String secret, Consumer<List<SeenEntry>> portions)
            throws DirectoryFailure {
        try (LDAPConnection connection = door.open(settings, secret);
                Deadline _ = new Deadline(connection, LIMIT)) {
            return new Walk(connection, settings, portions).go();
        }
    }

    private static final class Walk {

        private final LDAPConnection connection;
        private final DirectorySettings settings;
        private final Consumer<List<SeenEntry>> portions;
        private final List<SeenEntry> portion = new ArrayList<>();
        private final Set<String> ids = new HashSet<>();
        private int withoutId;

        Walk(
                LDAPConnection connection,
                DirectorySettings settings,
                Consumer<List<SeenEntry>> portions) {
            this.connection = connection;
            this.settings = settings;
            this.portions = portions;
        }

        Walked go() throws DirectoryFailure {
            boolean cut = false;
            ASN1OctetString cookie = null;
            do {
                SearchRequest request = request(cookie);
                int inPage = 0;
                try (var source = new LDAPEntrySource(connection, request, false, WAITING)) {
                    for (Entry entry = EntryReader.next(source);
                            entry != null;
                            entry = EntryReader.next(source)) {
                        // RFC 2696 3: no page has more than was asked for. Without an end to a
                        // page a server could fill the memory.
                        if (++inPage > settings.limits().pageSize()) {
                            throw new DirectoryFailure(DirectoryFault.BROKE_OFF, Step.FILTER, null);
                        }
                        take(entry);
                    }
                    cookie = EntryReader.cookie(source.getSearchResult());
                } catch (EntrySourceException fault) {
                    if (!(fault.getCause() instanceof LDAPException refusal)) {
                        throw new DirectoryFailure(DirectoryFault.BROKE_OFF, Step.FILTER, null);
                    }
                    cut = isLimit(refusal);
                } catch (LDAPException fault) {
                    cut = isLimit(fault);
                }
                cut |= ids.size() >= MOST;
                // Between two pages the server waits for nobody.
                handOn(cut || cookie == null || cookie.getValueLength() == 0);
            } while (!cut && cookie != null && cookie.getValueLength() > 0);
            return new Walked(ids, withoutId, cut);
        }

        private SearchRequest request(@Nullable ASN1OctetString cookie) throws DirectoryFailure {
            try {
                var request =
                        new SearchRequest(
                                settings.base(),
                                SearchScope.SUB,
                                DereferencePolicy.NEVER,
                                0,
                                settings.limits().answerSeconds(),
                                false,
                                settings.filter(),
                                Stream.concat(
                                                settings.attributes().byField().values().stream(),
                                                Stream.of(settings.kind().disabledBy()))
                                        .filter(attribute -> !attribute.isEmpty())
                                        .distinct()
                                        .toArray(String[]::new));
                request.addControl(
                        new SimplePagedResultsControl(settings.limits().pageSize(), cookie, true));
                return request;
            } catch (LDAPException _) {
                throw new DirectoryFailure(DirectoryFault.FILTER_REFUSED);
            }
        }

        private void take(Entry entry) throws LDAPException {
            AttributeMapping values = EntryValues.of(entry, settings.attributes());
            if (values.entryId().isEmpty()) {
                withoutId++;
            } else if (EntryReader.below(entry, settings) && ids.add(values.entryId())) {
                portion.add(
                        new SeenEntry(
                                new ReadEntry(entry.getDN(), values),
                                settings.kind()
                                        .account(
                                                entry.getAttributeValue(
                                                        settings.kind().disabledBy()))));
            }
        }

        private void handOn(boolean last) {
            boolean full = last || portion.size() >= PORTION;
            portions.accept(full ? List.copyOf(portion) : List.of());
            if (full) {
                portion.clear();
            }
        }

        private static boolean isLimit(LDAPException fault) throws DirectoryFailure {
            ResultCode code = fault.getResultCode();
            if (code.equals(ResultCode.SIZE_LIMIT_EXCEEDED)
                    || code.equals(ResultCode.ADMIN_LIMIT_EXCEEDED)) {
                return true;
            }
            throw DirectoryDoor.failure(fault, Step.FILTER);
        }
    }
}
