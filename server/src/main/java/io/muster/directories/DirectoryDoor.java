package io.muster.directories;

import com.unboundid.ldap.sdk.ExtendedResult;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import com.unboundid.util.ssl.SSLSocketVerifier;
import io.muster.directories.DirectoryFault.Step;
import io.muster.notifications.OutgoingNetworks;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Opens connections to directories: only to addresses that {@link OutgoingNetworks} allows,
 * encrypted as was set, with the server's name in its certificate, signed in. Referrals lead
 * nowhere: the secret would go to whatever server they name.
 */
@Component
class DirectoryDoor {

    /** An entry with a picture is well below that; a server can't fill the memory. */
    private static final int LARGEST_MESSAGE = 4 * 1024 * 1024;

    /** What Active Directory says of a refused sign-in: {@code ... data 533, v2580}. */
    private static final Pattern REASON = Pattern.compile("\\bdata ([0-9a-f]{2,4})\\b");

    private final OutgoingNetworks networks;

    DirectoryDoor(OutgoingNetworks networks) {
        this.networks = networks;
    }

    /**
     * The caller closes it.
     *
     * @param secret in clear text, null where nobody signs in
     */
    LDAPConnection open(DirectorySettings settings, @Nullable String secret)
            throws DirectoryFailure {
        InetAddress address = address(settings.host());
        SSLContext tls = Authorities.parse(settings.authorities()).orElseThrow().context();
        NameCheck names = new NameCheck();
        LDAPConnection connection =
                new LDAPConnection(
                        settings.security() == DirectorySecurity.TLS
                                ? tls.getSocketFactory()
                                : SocketFactory.getDefault(),
                        options(settings.limits(), names));
        try {
            connect(connection, settings, address, names);
            if (settings.security() == DirectorySecurity.STARTTLS) {
                startTls(connection, settings.limits(), tls, names);
            }
            if (secret != null) {
                bind(connection, settings.account(), secret);
            }
            return connection;
        } catch (DirectoryFailure failure) {
            connection.close();
            throw failure;
        }
    }

    /** The address that is checked is the one connected to; the name isn't looked up again. */
    private InetAddress address(String host) throws DirectoryFailure {
        try {
            return Arrays.stream(InetAddress.getAllByName(host))
                    .filter(networks::allows)
                    .findFirst()
                    .orElseThrow(() -> new DirectoryFailure(DirectoryFault.ADDRESS_NOT_ALLOWED));
        } catch (UnknownHostException _) {
            throw new DirectoryFailure(DirectoryFault.NAME_UNKNOWN);
        }
    }

    private static LDAPConnectionOptions options(DirectoryLimits limits, NameCheck names) {
        var options = new LDAPConnectionOptions();
        options.setConnectTimeoutMillis(limits.connectSeconds() * 1_000);
        options.setResponseTimeoutMillis(limits.answerSeconds() * 1_000L);
        options.setAbandonOnTimeout(true);
        options.setFollowReferrals(false);
        options.setBindWithDNRequiresPassword(true);
        options.setMaxMessageSize(LARGEST_MESSAGE);
        options.setSSLSocketVerifier(names);
        return options;
    }

    private static void connect(
            LDAPConnection connection,
            DirectorySettings settings,
            InetAddress address,
            NameCheck names)
            throws DirectoryFailure {
        try {
            connection.connect(
                    settings.host(),
                    address,
                    settings.port(),
                    settings.limits().connectSeconds() * 1_000);
        } catch (LDAPException fault) {
            if (settings.security() == DirectorySecurity.TLS && isOfTls(fault, names)) {
                throw new DirectoryFailure(ofTls(fault, names));
            }
            throw new DirectoryFailure(DirectoryFault.NOT_REACHED);
        }
    }

    private static void startTls(
            LDAPConnection connection, DirectoryLimits limits, SSLContext tls, NameCheck names)
            throws DirectoryFailure {
        var deadline = new Deadline(connection, limits.answer());
        try (deadline) {
            ExtendedResult answer =
                    connection.processExtendedOperation(new StartTLSExtendedRequest(tls));
            if (!answer.getResultCode().equals(ResultCode.SUCCESS)) {
                throw new DirectoryFailure(DirectoryFault.STARTTLS_REFUSED);
            }
        } catch (LDAPException fault) {
            if (deadline.passed()) {
                throw new DirectoryFailure(DirectoryFault.TOO_SLOW, Step.TLS, null);
            }
            if (isOfTls(fault, names)) {
                throw new DirectoryFailure(ofTls(fault, names));
            }
            throw failure(fault, Step.TLS);
        }
    }

    private static void bind(LDAPConnection connection, String account, String secret)
            throws DirectoryFailure {
        try {
            connection.bind(new SimpleBindRequest(account, secret));
        } catch (LDAPException fault) {
            throw failure(fault, Step.CREDENTIALS);
        }
    }

    /**
     * What a refusal of the server means.
     *
     * @param step at which it came
     */
    static DirectoryFailure failure(LDAPException fault, Step step) {
        ResultCode code = fault.getResultCode();
        DirectoryFault meant =
                switch (code.intValue()) {
                    case ResultCode.INVALID_CREDENTIALS_INT_VALUE -> ofSignIn(fault);
                    case ResultCode.INAPPROPRIATE_AUTHENTICATION_INT_VALUE,
                            ResultCode.AUTH_METHOD_NOT_SUPPORTED_INT_VALUE,
                            ResultCode.NO_SUCH_OBJECT_INT_VALUE,
                            ResultCode.INVALID_DN_SYNTAX_INT_VALUE ->
                            ofPlace(code, step);
                    case ResultCode.STRONG_AUTH_REQUIRED_INT_VALUE,
                            ResultCode.CONFIDENTIALITY_REQUIRED_INT_VALUE ->
                            DirectoryFault.ENCRYPTION_DEMANDED;
                    case ResultCode.INSUFFICIENT_ACCESS_RIGHTS_INT_VALUE ->
                            step == Step.CREDENTIALS
                                    ? DirectoryFault.CREDENTIALS_REFUSED
                                    : DirectoryFault.BASE_NOT_READABLE;
                    // Active Directory answers so to whoever has not signed in.
                    case ResultCode.OPERATIONS_ERROR_INT_VALUE -> DirectoryFault.SIGN_IN_DEMANDED;
                    case ResultCode.REFERRAL_INT_VALUE -> DirectoryFault.BASE_ELSEWHERE;
                    case ResultCode.INAPPROPRIATE_MATCHING_INT_VALUE,
                            ResultCode.UNDEFINED_ATTRIBUTE_TYPE_INT_VALUE,
                            ResultCode.FILTER_ERROR_INT_VALUE ->
                            DirectoryFault.FILTER_REFUSED;
                    case ResultCode.TIMEOUT_INT_VALUE, ResultCode.TIME_LIMIT_EXCEEDED_INT_VALUE ->
                            DirectoryFault.TOO_SLOW;
                    case ResultCode.SERVER_DOWN_INT_VALUE,
                            ResultCode.CONNECT_ERROR_INT_VALUE,
                            ResultCode.DECODING_ERROR_INT_VALUE,
                            ResultCode.LOCAL_ERROR_INT_VALUE ->
                            DirectoryFault.BROKE_OFF;
                    default -> DirectoryFault.REFUSED;
                };
        boolean anywhere =
                meant == DirectoryFault.TOO_SLOW
                        || meant == DirectoryFault.BROKE_OFF
                        || meant == DirectoryFault.REFUSED;
        // Numbers that the library gives itself lie above those of the standard.
        return new DirectoryFailure(
                meant,
                anywhere ? step : meant.step(),
                code.isClientSideResultCode() ? null : code.intValue());
    }

    private static DirectoryFault ofPlace(ResultCode code, Step step) {
        if (step == Step.CREDENTIALS) {
            return DirectoryFault.CREDENTIALS_REFUSED;
        }
        return code.equals(ResultCode.INAPPROPRIATE_AUTHENTICATION)
                        || code.equals(ResultCode.AUTH_METHOD_NOT_SUPPORTED)
                ? DirectoryFault.SIGN_IN_DEMANDED
                : DirectoryFault.BASE_UNKNOWN;
    }

    private static DirectoryFault ofSignIn(LDAPException fault) {
        String told = fault.getDiagnosticMessage();
        Matcher reason = REASON.matcher(told == null ? "" : told);
        return switch (reason.find() ? reason.group(1) : "") {
            case "533" -> DirectoryFault.ACCOUNT_DISABLED;
            case "701" -> DirectoryFault.ACCOUNT_EXPIRED;
            case "775" -> DirectoryFault.ACCOUNT_LOCKED;
            case "532", "773" -> DirectoryFault.PASSWORD_EXPIRED;
            default -> DirectoryFault.CREDENTIALS_REFUSED;
        };
    }

    private static boolean isOfTls(LDAPException fault, NameCheck names) {
        return names.another || has(fault, SSLException.class);
    }

    private static DirectoryFault ofTls(LDAPException fault, NameCheck names) {
        if (names.another) {
            return DirectoryFault.CERTIFICATE_OF_ANOTHER_NAME;
        }
        if (has(fault, CertificateExpiredException.class)
                || has(fault, CertificateNotYetValidException.class)) {
            return DirectoryFault.CERTIFICATE_EXPIRED;
        }
        return has(fault, CertificateException.class)
                ? DirectoryFault.CERTIFICATE_NOT_TRUSTED
                : DirectoryFault.TLS_FAILED;
    }

    private static boolean has(Throwable fault, Class<? extends Throwable> kind) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    /** Remembers that it was the name which didn't fit. */
    private static final class NameCheck extends SSLSocketVerifier {

        private final SSLSocketVerifier names = new HostNameSSLSocketVerifier(true);
        private volatile boolean another;

        @Override
        public void verifySSLSocket(String host, int port, SSLSocket socket) throws LDAPException {
            try {
                names.verifySSLSocket(host, port, socket);
            } catch (LDAPException fault) {
                // A certificate that isn't trusted has no name to look at.
                another = socket.getSession().isValid();
                throw fault;
            }
        }
    }
}
