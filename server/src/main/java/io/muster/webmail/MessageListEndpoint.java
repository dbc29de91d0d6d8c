package io.muster.webmail;

import io.muster.access.Actor;
import io.muster.access.SignedIn;
import io.muster.kernel.Cursor;
import io.muster.kernel.Problem;
import io.muster.mailboxes.MailboxOwner;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The messages of a folder, page by page, and those of a thread. */
@RestController
@RequestMapping("/api/v1/me/mail/folders/{folderId}")
class MessageListEndpoint {

    private static final String ORDER = "mail-newest";
    private static final int LARGEST_PAGE = 100;
    private static final int LONGEST_QUERY = 200;
    private static final int MOST_WORDS = 10;
    private static final int LONGEST_THREAD = 200;

    private final MailDesk desk;
    private final StoredMail mail;

    MessageListEndpoint(MailDesk desk, StoredMail mail) {
        this.desk = desk;
        this.mail = mail;
    }

    /**
     * @param next the cursor of the page after this one, null on the last page
     * @param total how many messages there are, however many threads they are; of those that
     *     filters or a query find 10,000 at most
     */
    record MailRows(List<MailRow> items, @Nullable String next, long total) {}

    record MailThread(List<MailRow> items) {}

    /**
     * Lists messages, the last that arrived first.
     *
     * @param limit 1 to 100
     * @param threads one row for each thread: its newest message in this folder that the filters
     *     find
     * @param unseen only those that nobody has seen
     * @param flagged only those with a flag
     * @param query words that all are in subject, addresses or text, at most 200 characters; of
     *     very many that are found the newest 10,000
     */
    @SignedIn
    @GetMapping("/messages")
    MailRows list(
            Actor actor,
            @PathVariable UUID folderId,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "false") boolean threads,
            @RequestParam(defaultValue = "false") boolean unseen,
            @RequestParam(defaultValue = "false") boolean flagged,
            @RequestParam(defaultValue = "") String query) {
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw Problem.invalid("limit", "range", "A page has 1 to 100 messages.").refusal();
        }
        StoredMail.Place after = place(cursor);
        List<String> words = words(query);
        MailboxOwner viewer = desk.viewer(actor);
        StoredMail.Folder folder = desk.folder(viewer, folderId);
        var wanted =
                new StoredMail.Wanted(
                        threads,
                        unseen,
                        flagged,
                        words.isEmpty() ? null : mail.search(viewer, folder, words),
                        after,
                        limit + 1);
        List<StoredMail.Glance> found = mail.list(viewer, folder, wanted);
        boolean more = found.size() > limit;
        List<StoredMail.Glance> page = more ? found.subList(0, limit) : found;
        return new MailRows(
                page.stream().map(MailRow::of).toList(),
                more ? cursor(page.getLast()) : null,
                mail.count(viewer, folder, wanted));
    }

    /**
     * Lists the messages of a thread in the whole mailbox, also those that were sent, the first
     * that arrived first; at most 200.
     */
    @SignedIn
    @GetMapping("/threads/{threadId}")
    MailThread thread(Actor actor, @PathVariable UUID folderId, @PathVariable UUID threadId) {
        MailboxOwner viewer = desk.viewer(actor);
        StoredMail.Folder folder = desk.folder(viewer, folderId);
        return new MailThread(
                mail.thread(viewer, folder.owner(), threadId, LONGEST_THREAD).stream()
                        .map(MailRow::of)
                        .toList());
    }

    private static List<String> words(String query) {
        if (query.length() > LONGEST_QUERY) {
            throw Problem.invalid("query", "too-long", "A query has at most 200 characters.")
                    .refusal();
        }
        return Arrays.stream(query.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .distinct()
                .limit(MOST_WORDS)
                .toList();
    }

    private static StoredMail.@Nullable Place place(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        return Cursor.decode(cursor, ORDER)
                .filter(found -> !found.backwards() && found.values().size() == 2)
                .filter(found ->
                        found.values().stream()
                                .allMatch(value -> value != null && value.matches("-?[0-9]{1,18}")))
                .map(found -> place(found.values()))
                .orElseThrow(() ->
                        Problem.invalid("cursor", "format", "This is no cursor of this list.")
                                .refusal());
    }

    private static StoredMail.Place place(List<@Nullable String> values) {
        return new StoredMail.Place(
                Instant.EPOCH.plus(
                        Long.parseLong(String.valueOf(values.get(0))), ChronoUnit.MICROS),
                Long.parseLong(String.valueOf(values.get(1))));
    }

    private static String cursor(StoredMail.Glance last) {
        return new Cursor(
                        ORDER,
                        false,
                        List.of(
                                String.valueOf(
                                        ChronoUnit.MICROS.between(
                                                Instant.EPOCH, last.receivedAt())),
                                String.valueOf(last.uid())))
                .encode();
    }
}
