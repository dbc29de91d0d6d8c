package io.muster.mailboxes;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.kernel.EmailAddress;
import io.muster.kernel.Problem.FieldError;
import org.junit.jupiter.api.Test;

class ForwardingRuleTests {

    private static final EmailAddress ANN = EmailAddress.valueOf("ann@acme.example");
    private static final EmailAddress FAR = EmailAddress.valueOf("ann@far.example");

    @Test
    void mailGoesToOtherServersOnlyWhereItCanLeave() {
        assertThat(ForwardingChange.elsewhere(ANN, FAR, "targets[0]", false, false))
                .hasValueSatisfying(fault -> {
                    assertThat(fault.field()).isEqualTo("targets[0]");
                    assertThat(fault.code()).isEqualTo("outgoing-mail-not-set-up");
                    assertThat(fault.message()).contains("isn't set up here");
                });
        assertThat(ForwardingChange.elsewhere(ANN, FAR, "targets[0]", true, false))
                .map(FieldError::code)
                .hasValue("unreachable");
        assertThat(ForwardingChange.elsewhere(ANN, FAR, "targets[0]", true, true)).isEmpty();
    }

    @Test
    void anUnknownAddressInTheOwnDomainIsAMistake() {
        assertThat(
                        ForwardingChange.elsewhere(
                                ANN,
                                EmailAddress.valueOf("nobody@acme.example"),
                                "targets[0]",
                                true,
                                true))
                .map(FieldError::code)
                .hasValue("unknown");
    }
}
