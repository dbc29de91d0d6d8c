package io.muster.domains;

import io.muster.kernel.DomainName;
import java.security.SecureRandom;
import java.util.Locale;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/**
 * The record that shows that a domain is an organization's: only who rules the domain can put it
 * there, and only the organization was told what it says.
 *
 * @param token what the server made up for this domain of this organization
 */
record Proof(DomainName domain, Method method, String token) {

    /** A longer domain leaves no room for the name of the record (RFC 1035 2.3.4). */
    static final int LONGEST_DOMAIN = 200;

    private static final String HOST = "_muster-verify";

    /** Of a top-level domain that never is (RFC 2606 2), so that nobody owns where it points. */
    private static final String TARGET = ".muster-verify.invalid";

    private static final String DIGITS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int TOKEN_LENGTH = 32;
    private static final SecureRandom CHANCE = new SecureRandom();

    /** Which type of record it is. */
    enum Method {
        TXT,
        CNAME;

        int type() {
            return switch (this) {
                case TXT -> Type.TXT;
                case CNAME -> Type.CNAME;
            };
        }
    }

    /** 160 bits by chance, in characters that a label takes. */
    static String newToken() {
        var token = new StringBuilder(TOKEN_LENGTH);
        for (int i = 0; i < TOKEN_LENGTH; i++) {
            token.append(DIGITS.charAt(CHANCE.nextInt(DIGITS.length())));
        }
        return token.toString();
    }

    /** Where the record is, without a dot at its end. */
    String host() {
        return switch (method) {
            case TXT -> HOST + "." + domain;
            case CNAME -> HOST + "-" + token + "." + domain;
        };
    }

    /** What it says. */
    String value() {
        return switch (method) {
            case TXT -> token;
            case CNAME -> token + TARGET;
        };
    }

    /** What a record at that place says; empty for one of another type. */
    static String said(Record record) {
        return switch (record) {
            // A text of more than 255 octets stands in pieces (RFC 1035 3.3.14).
            case TXTRecord text -> String.join("", text.getStrings());
            case CNAMERecord alias -> alias.getTarget().toString(true).toLowerCase(Locale.ROOT);
            default -> "";
        };
    }

    boolean isTold(String said) {
        return said.strip().equals(value());
    }
}
