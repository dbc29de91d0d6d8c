package io.muster.users;

import io.muster.access.Needs;
import io.muster.access.OncePerKey;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.JobId;
import io.muster.kernel.Problem;
import io.muster.kernel.Problem.FieldError;
import io.muster.kernel.UserId;
import io.muster.users.OffboardingEndpoint.OffboardingRequest;
import java.net.URI;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How many users leave at once. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/users/actions/offboard")
class BulkOffboardingEndpoint {

    private static final int SAMPLES = 5;

    private final BulkOffboarding work;
    private final Offboardings offboardings;
    private final UserSelections selections;

    BulkOffboardingEndpoint(
            BulkOffboarding work, Offboardings offboardings, UserSelections selections) {
        this.work = work;
        this.offboardings = offboardings;
        this.selections = selections;
    }

    /**
     * @param offboarding the same for all of them
     */
    record BulkOffboardingRequest(UserSelection selection, OffboardingRequest offboarding) {}

    /** Somebody who can't be offboarded, with a stable code and a sentence for people. */
    record ImpossibleOffboarding(UserId userId, String account, String reason, String sentence) {}

    /** Of how many of the users looked at a part would be done, or planned. */
    record OffboardingPartCount(OffboardingPart part, int users) {}

    /**
     * What offboarding a selection would do at this moment.
     *
     * @param count whom it means
     * @param samples the accounts of the first five
     * @param looked at how many the rest was asked: the first 100 at most
     */
    record BulkOffboardingPreview(
            long count,
            List<String> samples,
            int looked,
            List<ImpossibleOffboarding> impossible,
            List<OffboardingPartCount> parts) {}

    /** The job that does it. */
    record StartedOffboarding(JobId jobId) {}

    /**
     * Says how many users a selection has and what offboarding them would do: who can't be, and
     * why. Changes nothing.
     */
    @Needs(Permission.USERS_DISABLE)
    @PostMapping("/preview")
    BulkOffboardingPreview preview(
            OrganizationScope scope, @RequestBody BulkOffboardingRequest request) {
        BulkOffboarding.Preview preview =
                work.preview(scope, checked(request.selection()), checked(scope, request));
        return new BulkOffboardingPreview(
                preview.count(),
                preview.judged().stream()
                        .limit(SAMPLES)
                        .map(UserListRepository.Selected::account)
                        .toList(),
                preview.judged().size(),
                preview.impossible().stream()
                        .map(one ->
                                new ImpossibleOffboarding(
                                        one.user().id(),
                                        one.user().account(),
                                        one.why().code(),
                                        one.why().sentence()))
                        .toList(),
                preview.parts().entrySet().stream()
                        .map(part -> new OffboardingPartCount(part.getKey(), part.getValue()))
                        .toList());
    }

    /**
     * Offboards users, each as if he were the only one; who can't be is skipped with the reason.
     * The job can be undone, which takes the offboarding of each back.
     */
    @Needs(Permission.USERS_DISABLE)
    @OncePerKey
    @PostMapping
    ResponseEntity<StartedOffboarding> offboard(
            OrganizationScope scope, @RequestBody BulkOffboardingRequest request) {
        JobId job =
                selections.startEachAlone(
                        scope,
                        BulkOffboarding.KIND,
                        checked(scope, request),
                        checked(request.selection()));
        return ResponseEntity.accepted()
                .location(
                        URI.create(
                                "/api/v1/organizations/%s/jobs/%s"
                                        .formatted(scope.organization(), job)))
                .body(new StartedOffboarding(job));
    }

    private OffboardingWish checked(OrganizationScope scope, BulkOffboardingRequest request) {
        OffboardingWish wish = request.offboarding().wish();
        offboardings
                .against(scope, wish)
                .ifPresent(outcome -> {
                    throw OffboardingEndpoint.refusal(outcome);
                });
        return wish;
    }

    private static UserSelection checked(UserSelection selection) {
        List<FieldError> errors = selection.errors();
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).refusal();
        }
        return selection;
    }
}
