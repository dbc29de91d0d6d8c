package io.muster.users;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.muster.kernel.Cursor;
import io.muster.testing.FuzzedText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names to sign in with and orders of the list, as strangers write them. */
class UserTextFuzzTests {

    @DictionaryEntries({"\u0130", "\u03a3", "\u1e9e", "$", "@"})
    @FuzzTest
    void aLogonNameHasOneFormOrIsRefused(byte[] octets) {
        LogonName.parse(FuzzedText.of(octets))
                .ifPresent(name -> {
                    assertThat(LogonName.parse(name.value())).contains(name);
                    assertThat(name.value()).doesNotContain("@").hasSizeLessThanOrEqualTo(104);
                });
    }

    /** The order, then the values of a place; the values never become part of the SQL. */
    @DictionaryEntries({
        "displayName",
        "-createdAt",
        "type",
        "unit",
        "+999999999-12-31T23:59:59-18"
    })
    @FuzzTest
    void aForgedPlaceIsBoundOrRefused(byte[] octets) {
        List<String> lines = FuzzedText.lines(octets, 4);
        UserOrder.parse(lines.getFirst())
                .ifPresent(order -> {
                    assertThat(UserOrder.parse(order.toString())).contains(order);
                    List<@Nullable String> values = new ArrayList<>(lines.subList(1, lines.size()));
                    values.removeIf(value -> value != null && value.isEmpty());
                    Map<String, Object> parameters = new HashMap<>();
                    var place = new Cursor(order.toString(), octets.length % 2 == 0, values);
                    order.beyond(place, parameters)
                            .ifPresent(condition -> {
                                assertThat(condition)
                                        .matches("\\([a-z_., ]+\\) [<>] \\([:a-z0-9, ]+\\)");
                                assertThat(parameters).hasSameSizeAs(values);
                            });
                });
    }
}
