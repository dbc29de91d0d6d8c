package io.muster.mailengine;

import io.muster.testing.World;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** The mail programs of people: Jakarta Mail over IMAP and submission, encrypted. */
final class MailPrograms {

    private final EmbeddedMail.Ports ports;

    MailPrograms(EmbeddedMail mail) {
        mail.start();
        this.ports = mail.ports().orElseThrow();
    }

    EmbeddedMail.Ports ports() {
        return ports;
    }

    Conversation smtp() {
        return greeted(ports.smtp());
    }

    /** Encrypted and not signed in yet. */
    Conversation submission() {
        Conversation conversation = greeted(ports.submission());
        conversation.say("STARTTLS");
        conversation.encrypt();
        conversation.say("EHLO client.example");
        return conversation;
    }

    private static Conversation greeted(int port) {
        var conversation = new Conversation(port);
        conversation.say("EHLO client.example");
        return conversation;
    }

    /** Encrypted and not signed in yet. */
    Conversation imap() {
        var conversation = new Conversation(ports.imap());
        conversation.say("a0 STARTTLS");
        conversation.encrypt();
        return conversation;
    }

    /** Hands over a message from outside; the answer to its end. */
    String deliver(String content, String... recipients) {
        try (Conversation smtp = smtp()) {
            smtp.say("MAIL FROM:<stranger@elsewhere.example>");
            for (String recipient : recipients) {
                smtp.say("RCPT TO:<" + recipient + ">");
            }
            smtp.say("DATA");
            return smtp.say(content + "\r\n.");
        }
    }

    private static Session session() {
        var properties = new Properties();
        for (String protocol : List.of("imap", "smtp")) {
            String prefix = "mail." + protocol + ".";
            properties.put(prefix + "starttls.enable", "true");
            properties.put(prefix + "starttls.required", "true");
            properties.put(prefix + "ssl.trust", "*");
            properties.put(prefix + "ssl.checkserveridentity", "false");
            properties.put(prefix + "timeout", "30000");
        }
        properties.put("mail.smtp.auth", "true");
        return Session.getInstance(properties);
    }

    /** The mailbox of a user as his program has it open. */
    Store mailbox(String name) throws MessagingException {
        Store store = session().getStore("imap");
        store.connect("localhost", ports.imap(), name, World.PASSWORD);
        return store;
    }

    /** The subjects of the messages in a folder of a user. */
    List<String> subjects(String name, String folder) throws MessagingException {
        try (Store store = mailbox(name)) {
            Folder opened = store.getFolder(folder);
            opened.open(Folder.READ_ONLY);
            List<String> subjects = new ArrayList<>();
            for (Message message : opened.getMessages()) {
                subjects.add(message.getSubject());
            }
            return subjects;
        }
    }

    /** All of the messages in a folder of a user, as they are sent. */
    List<String> sources(String name, String folder) throws MessagingException, IOException {
        try (Store store = mailbox(name)) {
            Folder opened = store.getFolder(folder);
            opened.open(Folder.READ_ONLY);
            List<String> sources = new ArrayList<>();
            for (Message message : opened.getMessages()) {
                var octets = new ByteArrayOutputStream();
                message.writeTo(octets);
                sources.add(octets.toString(StandardCharsets.UTF_8));
            }
            return sources;
        }
    }

    /** Sends by submission, as the user of that address. */
    void send(String from, String to, String subject, String text) throws MessagingException {
        Session session = session();
        var message = new MimeMessage(session);
        message.setFrom(new InternetAddress(from));
        message.setRecipients(Message.RecipientType.TO, to);
        message.setSubject(subject);
        message.setText(text);
        message.saveChanges();
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect("localhost", ports.submission(), from, World.PASSWORD);
            transport.sendMessage(message, message.getAllRecipients());
        }
    }
}
