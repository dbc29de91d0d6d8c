package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.muster.kernel.InstanceKey;
import io.muster.testing.MusterTest;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.util.unit.DataSize;

/** The key and certificate of the mail ports. */
@MusterTest
class MailTlsTests {

    @Autowired InstanceKey key;
    @TempDir Path data;

    @Test
    void oneOfTheTwoFilesAloneIsNoSetting() {
        Path file = data.resolve("mail.pem");

        assertThatThrownBy(() -> MailTls.context(settings(file, null), data, key))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("muster.mail.certificate is set, but not muster.mail.private-key");
        assertThatThrownBy(() -> MailTls.context(settings(null, file), data, key))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("muster.mail.private-key is set, but not muster.mail.certificate");
    }

    private static MailSettings settings(@Nullable Path certificate, @Nullable Path privateKey) {
        return new MailSettings(
                true,
                "127.0.0.1",
                "mail.muster.example",
                0,
                0,
                0,
                0,
                0,
                600,
                2_000,
                DataSize.ofMegabytes(1),
                List.of(),
                certificate,
                privateKey);
    }
}
