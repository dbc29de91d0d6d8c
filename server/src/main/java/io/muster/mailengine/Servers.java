package io.muster.mailengine;

import javax.net.ssl.SSLContext;
import org.apache.james.protocols.netty.Encryption;

/** Limits that all mail servers have. */
final class Servers {

    /** Threads that move octets; whatever waits runs on others. */
    static final int WORKERS = 4;

    static final int CONNECTIONS_OF_ONE_ADDRESS = 200;

    private Servers() {}

    static Encryption encryption(SSLContext tls, boolean implicit) {
        return implicit ? Encryption.createTls(tls) : Encryption.createStartTls(tls);
    }
}
