package io.muster.users;

import io.muster.kernel.EmailAddress;
import org.jspecify.annotations.Nullable;

/** What a user signs in with; at least one of both, once the check has no fault. */
record UserNames(@Nullable EmailAddress address, @Nullable LogonName logonName) {

    /** Faults go to the check. */
    static UserNames checked(
            FieldCheck check, @Nullable String address, @Nullable String logonName) {
        EmailAddress parsedAddress = null;
        LogonName parsedLogonName = null;
        if (address != null && !address.isBlank()) {
            parsedAddress = EmailAddress.parse(address).orElse(null);
            if (parsedAddress == null) {
                check.fault("address", "format", "This is not an e-mail address.");
            }
        } else if (logonName == null || logonName.isBlank()) {
            check.fault("address", "required", "Give an e-mail address or a logon name.");
        }
        if (logonName != null && !logonName.isBlank()) {
            parsedLogonName = LogonName.parse(logonName).orElse(null);
            if (parsedLogonName == null) {
                check.fault(
                        "logonName",
                        "format",
                        "A logon name has 1 to 104 letters, digits and . _ - + $ and begins with a letter or digit.");
            }
        }
        return new UserNames(parsedAddress, parsedLogonName);
    }

    String account() {
        return address == null ? String.valueOf(logonName) : address.toString();
    }
}
