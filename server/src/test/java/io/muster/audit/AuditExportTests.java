package io.muster.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.Change;
import io.muster.kernel.Ids;
import io.muster.testing.MusterTest;
import io.muster.testing.WatchedResponse;
import io.muster.testing.World;
import java.io.IOException;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@MusterTest
class AuditExportTests {

    private static final AuditEndpoint.AuditQuery ALL =
            new AuditEndpoint.AuditQuery(null, null, null, null, null, null, null, null, null);

    @Autowired private World world;
    @Autowired private AuditEndpoint endpoint;
    @Autowired private AuditLog log;
    @Autowired private Scopes scopes;

    @Test
    void whoeverReadsTheFileSlowlyHoldsNoConnectionToTheDatabase() throws IOException {
        OrganizationScope acme = world.organization("Acme " + Ids.next());
        scopes.run(
                acme,
                () ->
                        log.record(
                                acme,
                                IntStream.range(0, 2_500)
                                        .mapToObj(number ->
                                                Change.done(
                                                        "test.changed",
                                                        "thing",
                                                        acme.organization().value(),
                                                        "number " + number,
                                                        Map.of(),
                                                        Map.of()))
                                        .toList()));
        var response = new WatchedResponse();
        endpoint.export(acme, ALL, response);
        assertThat(response.writes()).isGreaterThan(2);
        assertThat(response.insideATransaction()).isZero();
    }
}
