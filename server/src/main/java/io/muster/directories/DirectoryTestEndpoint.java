package io.muster.directories;

import io.muster.access.Needs;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.directories.DirectoryEndpoint.DirectoryAttributes;
import io.muster.directories.DirectoryEndpoint.DirectoryRequest;
import io.muster.kernel.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tests of directories over HTTP. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/directories")
class DirectoryTestEndpoint {

    private final DirectoryTesting testing;

    DirectoryTestEndpoint(DirectoryTesting testing) {
        this.testing = testing;
    }

    /**
     * An entry as it would be read.
     *
     * @param entryName its distinguished name
     * @param values of the attributes named in the settings, cut to 200 characters
     */
    record DirectorySample(String entryName, DirectoryAttributes values) {}

    /**
     * How a test went.
     *
     * @param step at which it failed, each building on those before; null when it passed
     * @param fault what is wrong; null when it passed
     * @param words the same as a sentence; empty when it passed
     * @param resultCode the server's own (RFC 4511 appendix A), where it gave one
     * @param samples at most 5 entries, also where the last step failed
     */
    record DirectoryTestResult(
            boolean passed,
            DirectoryFault.@Nullable Step step,
            @Nullable DirectoryFault fault,
            String words,
            @Nullable Integer resultCode,
            List<DirectorySample> samples) {

        static DirectoryTestResult of(DirectoryReport report) {
            DirectoryFailure failure = report.failure();
            List<DirectorySample> samples =
                    report.samples().stream().map(DirectoryTestEndpoint::sample).toList();
            return failure == null
                    ? new DirectoryTestResult(true, null, null, "", null, samples)
                    : new DirectoryTestResult(
                            false,
                            failure.step(),
                            failure.fault(),
                            failure.fault().words(),
                            failure.resultCode(),
                            samples);
        }
    }

    /**
     * Tries a directory out as it is saved: reaches it, signs in, looks for the base, reads
     * entries. Changes nothing there or here. At most 4 tests run at once.
     */
    @Needs(Permission.DIRECTORIES_MANAGE)
    @PostMapping("/{directoryId}/actions/test")
    DirectoryTestResult saved(OrganizationScope scope, @PathVariable DirectoryId directoryId) {
        return answer(testing.saved(scope, directoryId));
    }

    /**
     * Tries settings out that are not saved yet, in the same way.
     *
     * @param directoryId of the directory that is being changed, whose secret is used where none is
     *     given; left out for a new one
     */
    @Needs(Permission.DIRECTORIES_MANAGE)
    @PostMapping("/actions/test")
    DirectoryTestResult wanted(
            OrganizationScope scope,
            @RequestParam(required = false) @Nullable DirectoryId directoryId,
            @RequestBody DirectoryRequest request) {
        return answer(testing.wanted(scope, directoryId, request.wish()));
    }

    private static DirectoryTestResult answer(DirectoryTesting.Outcome outcome) {
        return switch (outcome) {
            case DirectoryTesting.Outcome.Tested(var report) -> DirectoryTestResult.of(report);
            case DirectoryTesting.Outcome.Invalid(var errors) ->
                    throw Problem.invalid(errors).refusal();
            case DirectoryTesting.Outcome.Gone() -> throw Problem.notFound("directory").refusal();
            case DirectoryTesting.Outcome.Busy() ->
                    throw DirectoryProblems.testsRunning().refusal();
        };
    }

    private static DirectorySample sample(DirectoryReport.Sample sample) {
        return new DirectorySample(sample.name(), DirectoryAttributes.of(sample.values()));
    }
}
