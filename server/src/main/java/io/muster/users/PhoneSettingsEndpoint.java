package io.muster.users;

import io.muster.access.InstanceScope;
import io.muster.access.Needs;
import io.muster.access.Permission;
import io.muster.kernel.Version;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether people have phone numbers, for the system administrator. */
@RestController
@RequestMapping("/api/v1/phone-settings")
class PhoneSettingsEndpoint {

    private final PhoneSwitch phones;

    PhoneSettingsEndpoint(PhoneSwitch phones) {
        this.phones = phones;
    }

    /** Whether people have phone numbers on this instance. */
    record PhoneSettingsView(PhoneNumbers numbers) {}

    /** Whether people have phone numbers on this instance. */
    record PhoneSettingsRequest(PhoneNumbers numbers) {}

    /** Reads whether people have phone numbers. */
    @Needs(Permission.INSTANCE_SETTINGS)
    @GetMapping
    ResponseEntity<PhoneSettingsView> show(InstanceScope scope) {
        return answer(phones.find(scope));
    }

    /**
     * Switches phone numbers off, on, or on and required. Numbers that are stored stay when they
     * are switched off, and whoever has none stays when they are required; he is asked for one when
     * his profile is saved next.
     */
    @Needs(Permission.INSTANCE_SETTINGS)
    @PutMapping
    ResponseEntity<PhoneSettingsView> save(
            InstanceScope scope,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody PhoneSettingsRequest request) {
        return switch (phones.save(scope, Version.required(ifMatch), request.numbers())) {
            case PhoneSwitch.Outcome.Saved(var state) -> answer(state);
            case PhoneSwitch.Outcome.ChangedMeanwhile(var current) ->
                    throw Version.changedMeanwhile(new PhoneSettingsView(current.numbers()))
                            .refusal();
        };
    }

    private static ResponseEntity<PhoneSettingsView> answer(PhoneSwitch.State state) {
        return ResponseEntity.ok()
                .eTag(state.version().tag())
                .body(new PhoneSettingsView(state.numbers()));
    }
}
