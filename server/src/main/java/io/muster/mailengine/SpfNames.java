package io.muster.mailengine;

import io.muster.domains.NameLookup;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.james.jspf.core.DNSRequest;
import org.apache.james.jspf.core.DNSService;
import org.apache.james.jspf.core.exceptions.TimeoutException;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.NoSuchDomainException;

/** What a check of SPF asks the name service. */
record SpfNames(NameLookup names) implements DNSService {

    /** RFC 7208 4.6.4. */
    private static final int MOST_RECORDS = 10;

    @Override
    public List<String> getRecords(DNSRequest request) throws TimeoutException {
        int type =
                switch (request.getRecordType()) {
                    case DNSRequest.A -> Type.A;
                    case DNSRequest.AAAA -> Type.AAAA;
                    case DNSRequest.MX -> Type.MX;
                    case DNSRequest.PTR -> Type.PTR;
                    case DNSRequest.TXT -> Type.TXT;
                    // A type of its own was given up (RFC 7208 3.1).
                    default -> 0;
                };
        if (type == 0) {
            return new ArrayList<>();
        }
        try {
            // Whoever asks takes them out one by one.
            List<String> texts = new ArrayList<>();
            names.records(request.getHostname().replaceAll("\\.+$", ""), type)
                    .forEach(record -> texts.add(text(record)));
            return texts;
        } catch (NoSuchDomainException none) {
            return new ArrayList<>();
        } catch (NameLookup.Unanswered unanswered) {
            throw new TimeoutException("the name service doesn't answer");
        }
    }

    private static String text(Record record) {
        return switch (record) {
            case ARecord four -> four.getAddress().getHostAddress();
            case AAAARecord six -> six.getAddress().getHostAddress();
            case MXRecord exchange -> exchange.getTarget().toString(true);
            case PTRRecord pointer -> pointer.getTarget().toString(true);
            case TXTRecord text -> String.join("", text.getStrings());
            default -> record.rdataToString();
        };
    }

    @Override
    public CompletionStage<List<String>> getRecordsAsync(DNSRequest request) {
        try {
            return CompletableFuture.completedStage(getRecords(request));
        } catch (TimeoutException unanswered) {
            return CompletableFuture.failedStage(unanswered);
        }
    }

    @Override
    public List<String> getLocalDomainNames() {
        return List.of(InetAddress.getLoopbackAddress().getHostName());
    }

    @Override
    public void setTimeOut(int seconds) {
        // The whole check has its time.
    }

    @Override
    public int getRecordLimit() {
        return MOST_RECORDS;
    }

    @Override
    public void setRecordLimit(int records) {
        throw new UnsupportedOperationException("the limit is that of RFC 7208");
    }
}
