package io.muster.invitations;

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

/** Whether people make accounts by themselves, for the system administrator. */
@RestController
@RequestMapping("/api/v1/registration-settings")
class RegistrationSettingsEndpoint {

    private final RegistrationSwitch registration;

    RegistrationSettingsEndpoint(RegistrationSwitch registration) {
        this.registration = registration;
    }

    /**
     * @param open whether anybody with an e-mail address makes an account by himself
     */
    record RegistrationSettingsView(boolean open) {}

    /**
     * @param open whether anybody with an e-mail address makes an account by himself
     */
    record RegistrationSettingsRequest(Boolean open) {}

    @Needs(Permission.INSTANCE_SETTINGS)
    @GetMapping
    ResponseEntity<RegistrationSettingsView> show(InstanceScope scope) {
        return answer(registration.find(scope));
    }

    /**
     * Opens or closes registration. Once it is closed, codes and proofs that are on their way are
     * of no use any more; accounts that were made stay.
     */
    @Needs(Permission.INSTANCE_SETTINGS)
    @PutMapping
    ResponseEntity<RegistrationSettingsView> save(
            InstanceScope scope,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody RegistrationSettingsRequest request) {
        return switch (registration.save(scope, Version.required(ifMatch), request.open())) {
            case RegistrationSwitch.Outcome.Saved(var state) -> answer(state);
            case RegistrationSwitch.Outcome.ChangedMeanwhile(var current) ->
                    throw Version.changedMeanwhile(new RegistrationSettingsView(current.open()))
                            .refusal();
        };
    }

    private static ResponseEntity<RegistrationSettingsView> answer(RegistrationSwitch.State state) {
        return ResponseEntity.ok()
                .eTag(state.version().tag())
                .body(new RegistrationSettingsView(state.open()));
    }
}
