package io.muster.notifications;

import io.muster.access.InstanceScope;
import io.muster.access.Needs;
import io.muster.access.Permission;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.Problem;
import io.muster.kernel.Version;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The SMTP relay, for the system administrator. Its password goes in and never comes out. */
@RestController
@RequestMapping("/api/v1/relay")
class RelayEndpoint {

    private static final int SUBMISSION_PORT = 587;

    private final Relay relay;

    RelayEndpoint(Relay relay) {
        this.relay = relay;
    }

    /**
     * @param configured whether there is a relay; without one the other fields hold what a form
     *     starts with
     */
    record RelayView(
            boolean configured,
            String host,
            int port,
            RelaySecurity security,
            String account,
            boolean passwordSet,
            String senderAddress,
            String senderName) {

        static RelayView of(@Nullable RelaySettings relay) {
            return relay == null
                    ? new RelayView(
                            false, "", SUBMISSION_PORT, RelaySecurity.STARTTLS, "", false, "", "")
                    : new RelayView(
                            true,
                            relay.host(),
                            relay.port(),
                            relay.security(),
                            relay.account(),
                            relay.password() != null,
                            relay.senderAddress().toString(),
                            relay.senderName());
        }
    }

    /**
     * @param password null keeps the one that is set, as long as host and account stay the same
     * @param forgetPassword takes the password away; null means no
     */
    record RelayRequest(
            String host,
            int port,
            RelaySecurity security,
            String account,
            @Nullable String password,
            @Nullable Boolean forgetPassword,
            EmailAddress senderAddress,
            String senderName) {

        /** Leaves the password out. */
        @Override
        public String toString() {
            return "RelayRequest[" + host + ":" + port + "]";
        }
    }

    record RelayTestRequest(EmailAddress to) {}

    /**
     * @param accepted whether the relay has taken the test mail
     * @param reason why not, a stable code; empty when accepted
     */
    record RelayTestResult(boolean accepted, String reason) {}

    @Needs(Permission.INSTANCE_SETTINGS)
    @GetMapping
    ResponseEntity<RelayView> show(InstanceScope scope) {
        return answer(relay.find(scope).orElse(null));
    }

    /** Sets the relay; held mails go out. If-Match is "0" when there is none yet. */
    @Needs(Permission.INSTANCE_SETTINGS)
    @PutMapping
    ResponseEntity<RelayView> save(
            InstanceScope scope,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody RelayRequest request) {
        Relay.Wish wish =
                new Relay.Wish(
                        request.host(),
                        request.port(),
                        request.security(),
                        request.account(),
                        request.password(),
                        Boolean.TRUE.equals(request.forgetPassword()),
                        request.senderAddress(),
                        request.senderName());
        return switch (relay.save(scope, wish, Version.required(ifMatch))) {
            case Relay.Outcome.Saved(var saved) -> answer(saved);
            case Relay.Outcome.Refused(var errors) -> throw Problem.invalid(errors).refusal();
            case Relay.Outcome.ChangedMeanwhile(var current) ->
                    throw Version.changedMeanwhile(RelayView.of(current)).refusal();
        };
    }

    /** Takes the relay away; mails are held from now on. */
    @Needs(Permission.INSTANCE_SETTINGS)
    @DeleteMapping
    ResponseEntity<Void> remove(
            InstanceScope scope,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        return switch (relay.remove(scope, Version.required(ifMatch))) {
            case Relay.Removal.Removed() -> ResponseEntity.noContent().build();
            case Relay.Removal.None() -> throw Problem.notFound("relay").refusal();
            case Relay.Removal.ChangedMeanwhile(var current) ->
                    throw Version.changedMeanwhile(RelayView.of(current)).refusal();
        };
    }

    /** Sends a test mail through the relay as it is saved and waits for the answer. */
    @Needs(Permission.INSTANCE_SETTINGS)
    @PostMapping("/test")
    RelayTestResult test(InstanceScope scope, @RequestBody RelayTestRequest request) {
        Delivery.Handover handover =
                relay.test(scope, request.to(), "en")
                        .orElseThrow(() ->
                                Problem.of(
                                                429,
                                                "notifications:tests-running",
                                                "Tests are running",
                                                "Wait for the tests that run already.")
                                        .refusal());
        return switch (handover) {
            case Delivery.Handover.Accepted() -> new RelayTestResult(true, "");
            case Delivery.Handover.Refused(var reason) -> new RelayTestResult(false, reason);
            case Delivery.Handover.Later(var reason) -> new RelayTestResult(false, reason);
            case Delivery.Handover.Closed(var reason) -> new RelayTestResult(false, reason);
            case Delivery.Handover.Unknown(var reason) -> new RelayTestResult(false, reason);
        };
    }

    private static ResponseEntity<RelayView> answer(@Nullable RelaySettings settings) {
        Version version = new Version(settings == null ? 0 : settings.version());
        return ResponseEntity.ok().eTag(version.tag()).body(RelayView.of(settings));
    }
}
