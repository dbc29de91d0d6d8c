package io.muster.mailengine;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What an operator sets for mail.
 *
 * @param enabled whether the server speaks SMTP and IMAP; what is stored stays
 * @param address the address that mail is served on
 * @param hostname how the server calls itself towards others
 * @param smtpPort takes mail for users of this instance from anybody; 0 takes a free one
 * @param submissionPort takes mail from users who signed in, after STARTTLS; 0 takes a free one
 * @param submissionsPort the same, encrypted from the first octet; 0 takes a free one
 * @param imapPort lets users read their mail, after STARTTLS; 0 takes a free one
 * @param imapsPort the same, encrypted from the first octet; 0 takes a free one
 * @param recipientsPerMinute how many recipients one client address names at most where mail comes
 *     from anybody; further ones are put off
 * @param recipientsPerHour how many recipients a user writes to at most; further ones are put off
 * @param largestMessage a larger message is refused
 * @param checkedNetworks inner networks, as {@code 10.1.0.0/16}, of whose mail too it is noted what
 *     speaks for its sender; of public addresses it always is
 * @param certificate a PEM file with the certificate and those that lead to its root
 * @param privateKey the PEM file with its unencrypted PKCS #8 key
 */
@ConfigurationProperties("muster.mail")
record MailSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("127.0.0.1") String address,
        @DefaultValue("localhost") String hostname,
        @DefaultValue("2525") int smtpPort,
        @DefaultValue("1587") int submissionPort,
        @DefaultValue("1465") int submissionsPort,
        @DefaultValue("1143") int imapPort,
        @DefaultValue("1993") int imapsPort,
        @DefaultValue("600") int recipientsPerMinute,
        @DefaultValue("2000") int recipientsPerHour,
        @DefaultValue("50MB") DataSize largestMessage,
        @DefaultValue List<String> checkedNetworks,
        @Nullable Path certificate,
        @Nullable Path privateKey) {}
