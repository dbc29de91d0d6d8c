package io.muster.webmail;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.jobs.RecurringWork;
import io.muster.kernel.Ids;
import io.muster.mailboxes.MailboxOwner;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.stereotype.Component;

/** Files on their way into a message. Whoever uploads one has a day to use it. */
@Component
class Uploads implements RecurringWork {

    static final int LARGEST = 25 << 20;

    private static final int MOST = 100;
    private static final Duration KEPT = Duration.ofDays(1);

    private final UploadRepository repository;
    private final StoredMail mail;
    private final Scopes scopes;

    Uploads(UploadRepository repository, StoredMail mail, Scopes scopes) {
        this.repository = repository;
        this.mail = mail;
        this.scopes = scopes;
    }

    /** What became of a file. */
    sealed interface Arrival {
        record Taken(UUID id, String type, long octets) implements Arrival {}

        record TooLarge() implements Arrival {}

        record TooMany() implements Arrival {}
    }

    Arrival take(MailboxOwner owner, String name, InputStream body) throws IOException {
        Spooled spooled = Spooled.of(new Bounded(body));
        try {
            if (spooled.octets() > LARGEST) {
                return new Arrival.TooLarge();
            }
            return mail.holding(spooled.octets(), () -> take(owner, name, spooled));
        } finally {
            spooled.drop();
        }
    }

    private Arrival take(MailboxOwner owner, String name, Spooled spooled) {
        try (InputStream content = spooled.read()) {
            UUID id = Ids.next();
            String type =
                    MediaTypeFactory.getMediaType(name)
                            .map(MediaType::toString)
                            .orElse(MediaType.APPLICATION_OCTET_STREAM_VALUE);
            var file = new UploadRepository.Held(name, type, content.readAllBytes());
            OrganizationScope scope = scope(owner);
            return scopes.in(scope, () -> repository.insert(scope, owner.user(), id, file, MOST))
                    ? new Arrival.Taken(id, type, file.content().length)
                    : new Arrival.TooMany();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Ends after one octet more than a file may have. */
    private static final class Bounded extends FilterInputStream {

        private int left = LARGEST + 1;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = left > 0 ? super.read() : -1;
            left -= read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            if (left <= 0) {
                return -1;
            }
            int read = super.read(to, offset, Math.min(length, left));
            left -= Math.max(0, read);
            return read;
        }
    }

    /** The file with its octets beside the memory. */
    Optional<MessageFiles.File> file(MailboxOwner owner, UUID id) {
        OrganizationScope scope = scope(owner);
        return scopes.in(scope, () -> repository.octets(scope, owner.user(), id))
                .flatMap(octets ->
                        mail.holding(
                                octets,
                                () ->
                                        scopes.in(
                                                        scope,
                                                        () ->
                                                                repository.find(
                                                                        scope, owner.user(), id))
                                                .map(Uploads::file)));
    }

    private static MessageFiles.File file(UploadRepository.Held held) {
        try {
            return new MessageFiles.File(
                    held.name(), held.type(), Spooled.of(new ByteArrayInputStream(held.content())));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    boolean drop(MailboxOwner owner, UUID id) {
        OrganizationScope scope = scope(owner);
        return scopes.in(scope, () -> repository.delete(scope, owner.user(), id));
    }

    private OrganizationScope scope(MailboxOwner owner) {
        return scopes.organization(scopes.machinery(), owner.organization());
    }

    @Override
    public String name() {
        return "webmail.uploads";
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(30);
    }

    @Override
    public void run() {
        scopes.run(scopes.machinery(), () -> repository.deleteOlderThan(scopes.machinery(), KEPT));
    }
}
