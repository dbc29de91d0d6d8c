package io.muster.mailengine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether all ports can be taken, asked before James takes the first one: where it can't have one,
 * it leaves threads behind that keep the process alive.
 */
final class FreePorts {

    private FreePorts() {}

    /**
     * @throws MailRefusal when one is taken, also by another service of mail
     */
    static void require(MailSettings settings) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("SMTP", settings.smtpPort());
        ports.put("SUBMISSION", settings.submissionPort());
        ports.put("SUBMISSIONS", settings.submissionsPort());
        ports.put("IMAP", settings.imapPort());
        ports.put("IMAPS", settings.imapsPort());
        List<ServerSocket> taken = new ArrayList<>();
        try {
            ports.forEach((name, port) -> taken.add(take(settings.address(), port, name)));
        } finally {
            taken.forEach(FreePorts::free);
        }
    }

    private static ServerSocket take(String address, int port, String name) {
        try {
            var socket = new ServerSocket();
            socket.bind(new InetSocketAddress(address, port));
            return socket;
        } catch (IOException fault) {
            throw new MailRefusal(
                    "mail can't have %s:%d (%s); choose another port with MUSTER_MAIL_%s_PORT, or leave mail out with MUSTER_MAIL_ENABLED=false."
                            .formatted(address, port, fault.getMessage(), name));
        }
    }

    private static void free(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        }
    }
}
