package io.muster.mailengine;

import io.muster.domains.NameLookup;
import io.muster.kernel.DomainName;
import io.muster.kernel.EmailAddress;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.Result;
import org.apache.james.jdkim.exceptions.FailException;
import org.apache.james.jdkim.exceptions.TempFailException;
import org.apache.james.jspf.impl.SPF;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.NoSuchDomainException;

/**
 * What speaks for the sender of a message that a stranger brings: SPF (RFC 7208), DKIM (RFC 6376)
 * and DMARC (RFC 7489), noted above it as RFC 8601 has it. Nothing is refused for it; mail programs
 * and readers go by it.
 */
final class SenderEvidence {

    private static final Logger LOG = LoggerFactory.getLogger(SenderEvidence.class);

    /** Whoever brings a message waits for its answer meanwhile. */
    private static final Duration LONGEST = Duration.ofSeconds(8);

    /** So many are checked; who signs more often wants to keep this server busy. */
    private static final int MOST_SIGNATURES = 5;

    /** Octets; what mail programs and servers write is far shorter. */
    private static final int LONGEST_HEADER = 256 << 10;

    private static final String FIELD = "Authentication-Results";
    private static final String UNFINISHED =
            FIELD + ": %s; spf=temperror; dkim=temperror; dmarc=temperror";

    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9._@+=-]{1,254}");

    /** Whole, with the lines that go on. */
    private static final Pattern FIELDS =
            Pattern.compile(
                    "(?im)^" + FIELD + "[ \\t]*:([^\\n]*+(?:\\n[ \\t][^\\n]*+)*+)(?:\\n|\\z)");

    private static final ExecutorService THREADS =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("sender-evidence-", 0).factory());

    /**
     * So many at a time: who brings a message keeps a place among all connections meanwhile, and
     * name services of strangers may be slow on purpose.
     */
    private final Semaphore places = new Semaphore(48);

    private final String hostname;
    private final NameLookup names;
    private final SPF spf;
    private final DmarcCheck dmarc;

    /**
     * @param hostname under which this server's results can be told from those of others
     */
    SenderEvidence(String hostname, NameLookup names) {
        this.hostname = hostname;
        this.names = names;
        this.spf = new SPF(new SpfNames(names));
        this.dmarc = new DmarcCheck(names);
    }

    /**
     * @param helo what the client called itself
     * @param sender of the envelope; empty for none
     */
    record Envelope(InetAddress client, String helo, String sender) {

        /** The domain that SPF speaks of (RFC 7208 2.3, 2.4). */
        String domain() {
            return sender.contains("@") ? sender.substring(sender.lastIndexOf('@') + 1) : helo;
        }
    }

    /** A message in hand, wherever it is kept. */
    interface Source {
        InputStream open() throws IOException;
    }

    /** The field that says what speaks for the sender. */
    String found(Envelope envelope, Source message) {
        if (!places.tryAcquire()) {
            return UNFINISHED.formatted(hostname);
        }
        Future<String> finding = THREADS.submit(() -> field(envelope, message));
        try {
            return finding.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException unfinished) {
            LOG.debug("What speaks for a sender could not be found in time", unfinished);
            return UNFINISHED.formatted(hostname);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return UNFINISHED.formatted(hostname);
        } finally {
            finding.cancel(true);
            places.release();
        }
    }

    /** The message with that above it, and without what others noted in our name. */
    byte[] above(String field, byte[] message) {
        byte[] honest = withoutForgery(message);
        byte[] above = (field + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] noted = Arrays.copyOf(above, above.length + honest.length);
        System.arraycopy(honest, 0, noted, above.length, honest.length);
        return noted;
    }

    private String field(Envelope envelope, Source source) {
        String bySpf =
                spf.checkSPF(envelope.client().getHostAddress(), envelope.sender(), envelope.helo())
                        .getResult()
                        .toLowerCase(Locale.ROOT);
        List<String> signers = new ArrayList<>();
        List<String> results = new ArrayList<>();
        results.add(
                "spf="
                        + bySpf
                        + (envelope.sender().isEmpty()
                                ? property("smtp.helo", envelope.helo())
                                : property("smtp.mailfrom", envelope.sender())));
        Optional<InternetHeaders> read = header(source);
        if (read.isEmpty()) {
            results.add("dkim=policy");
            results.add("dmarc=permerror");
            return FIELD + ": " + hostname + ";\r\n " + String.join(";\r\n ", results);
        }
        InternetHeaders header = read.get();
        results.addAll(signatures(header, source, signers));
        from(header)
                .ifPresent(domain ->
                        results.add(
                                "dmarc="
                                        + dmarc.result(
                                                domain,
                                                bySpf.equals("pass")
                                                        ? Optional.of(envelope.domain())
                                                        : Optional.empty(),
                                                signers)
                                        + property("header.from", domain.value())));
        return FIELD + ": " + hostname + ";\r\n " + String.join(";\r\n ", results);
    }

    /** What was said of each signature; the domains whose signature holds are added. */
    private List<String> signatures(InternetHeaders header, Source source, List<String> signers) {
        String[] fields = header.getHeader("DKIM-Signature");
        if (fields == null) {
            return List.of("dkim=none");
        }
        if (fields.length > MOST_SIGNATURES) {
            return List.of("dkim=policy");
        }
        var verifier = new DKIMVerifier((_, selector, domain) -> keys(selector, domain));
        try (InputStream message = source.open()) {
            verifier.verify(message);
        } catch (FailException none) {
            // The results say of each why.
            LOG.debug("No signature holds", none);
        } catch (IOException | RuntimeException unreadable) {
            return List.of("dkim=permerror");
        }
        List<String> results = new ArrayList<>();
        for (Result result : verifier.getResults()) {
            String domain = domainOf(result);
            results.add(
                    "dkim="
                            + result.getResultType().name().toLowerCase(Locale.ROOT)
                            + (domain == null ? "" : property("header.d", domain)));
            if (result.isSuccess() && domain != null) {
                signers.add(domain);
            }
        }
        return results.isEmpty() ? List.of("dkim=permerror") : results;
    }

    private static @Nullable String domainOf(Result result) {
        try {
            return result.getRecord() == null ? null : result.getRecord().getDToken().toString();
        } catch (RuntimeException unreadable) {
            return null;
        }
    }

    private List<String> keys(CharSequence selector, CharSequence domain) throws TempFailException {
        try {
            return names.records(selector + "._domainkey." + domain, Type.TXT).stream()
                    .filter(TXTRecord.class::isInstance)
                    .map(record -> String.join("", ((TXTRecord) record).getStrings()))
                    .toList();
        } catch (NoSuchDomainException none) {
            return List.of();
        } catch (NameLookup.Unanswered unanswered) {
            throw new TempFailException("the name service doesn't answer");
        }
    }

    /** Nothing for a value that would need quoting: strangers choose it. */
    private static String property(String name, String value) {
        return VALUE.matcher(value).matches() ? " " + name + "=" + value : "";
    }

    /** Nothing where it is so long that reading it would take the memory of others. */
    private static Optional<InternetHeaders> header(Source source) {
        try (InputStream message = source.open()) {
            byte[] beginning = message.readNBytes(LONGEST_HEADER);
            if (beginning.length == LONGEST_HEADER && headerEnd(beginning) == LONGEST_HEADER) {
                return Optional.empty();
            }
            return Optional.of(new InternetHeaders(new ByteArrayInputStream(beginning)));
        } catch (IOException | MessagingException unreadable) {
            return Optional.empty();
        }
    }

    /** The one domain that people see; with several there is nothing to compare. */
    private static Optional<DomainName> from(InternetHeaders header) {
        String[] fields = header.getHeader("From");
        if (fields == null || fields.length != 1) {
            return Optional.empty();
        }
        try {
            InternetAddress[] addresses = InternetAddress.parseHeader(fields[0], false);
            return addresses.length == 1
                    ? EmailAddress.parse(addresses[0].getAddress()).map(EmailAddress::domain)
                    : Optional.empty();
        } catch (MessagingException unreadable) {
            return Optional.empty();
        }
    }

    /** Fields that bear this server's name are taken out: only it may write them (RFC 8601 5). */
    byte[] withoutForgery(byte[] message) {
        int end = headerEnd(message);
        String header = new String(message, 0, end, StandardCharsets.ISO_8859_1);
        String honest = FIELDS.matcher(header).replaceAll(this::unlessOurs);
        if (honest.length() == header.length()) {
            return message;
        }
        byte[] kept = honest.getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = Arrays.copyOf(kept, kept.length + message.length - end);
        System.arraycopy(message, end, whole, kept.length, message.length - end);
        return whole;
    }

    private String unlessOurs(MatchResult field) {
        // Wherever it stands: comments and quotes may come before it, and what others say of us
        // isn't missed.
        return field.group(1)
                        .replace("\\", "")
                        .toLowerCase(Locale.ROOT)
                        .contains(hostname.toLowerCase(Locale.ROOT))
                ? ""
                : Matcher.quoteReplacement(field.group());
    }

    private static int headerEnd(byte[] message) {
        for (int at = 0; at + 3 < message.length; at++) {
            if (message[at] == '\r'
                    && message[at + 1] == '\n'
                    && message[at + 2] == '\r'
                    && message[at + 3] == '\n') {
                return at + 2;
            }
        }
        return message.length;
    }
}
