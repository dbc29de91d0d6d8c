package io.muster.imports;

import static io.muster.imports.CsvFixtures.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.muster.imports.RowBlocks.Block;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A file is read twice, and both readings mean the same users. */
class UploadTests {

    private static final byte[] FIRST = utf8("[{\"k\":1}");
    private static final byte[] NEXT = utf8(",{\"k\":1}");

    @Test
    void refusesUsersOfWhomTheLastHasAThousandSettings() throws IOException {
        try (Upload upload = received(usersBefore(300_000, ofAThousandSettings()))) {
            assertThat(upload.look().end())
                    .isNotNull()
                    .extracting(CsvRow.Unreadable::code)
                    .isEqualTo("too-many-columns");
        }
    }

    @Test
    void keepsEveryUserWhereTheLastHasAThousandSettings() throws IOException {
        try (Upload upload = received(usersBefore(2_000, ofAThousandSettings()))) {
            Upload.Contents found = upload.look();
            List<Block> kept = new ArrayList<>();
            upload.forward(found, kept::add);
            assertThat(found.end()).isNull();
            assertThat(found.header()).hasSize(1_000);
            assertThat(kept.stream().mapToLong(block -> block.rows().size()).sum())
                    .isEqualTo(found.rows())
                    .isEqualTo(2_002);
        }
    }

    @Test
    void neverKeepsAPartOfAFile() throws IOException {
        try (Upload upload = received(usersBefore(10, "{\"k\":1,\"late\":1}]"))) {
            Upload.Contents found = upload.look();
            var fewer = new Upload.Contents(List.of("k"), found.rows(), null);
            assertThatThrownBy(() -> upload.forward(fewer, _ -> {}))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("instead of 12");
        }
    }

    private static Upload received(InputStream file) throws IOException {
        return Upload.receive(file, 1L << 30, new Upload.Dictated(null, null, null)).orElseThrow();
    }

    /** Users with one setting, and one more user. */
    private static InputStream usersBefore(int users, String last) {
        return new SequenceInputStream(
                new Repeated(FIRST, NEXT, users), new ByteArrayInputStream(utf8("," + last)));
    }

    private static String ofAThousandSettings() {
        var settings = new StringBuilder("{");
        for (int i = 1; i < 1_000; i++) {
            settings.append("\"k").append(i).append("\":1,");
        }
        return settings + "\"k\":1}]";
    }
}
