package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.muster.access.Scopes;
import io.muster.mailboxes.MailboxLimits;
import io.muster.testing.MusterTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * James's own tests of its interfaces and of IMAP, held against our store. What doesn't hold stands
 * with its reason in docs/engine-contracts.md; anything else does, and what stands there doesn't.
 */
@MusterTest
class EngineContractTests {

    private static final Path EXCEPTIONS = Path.of("../docs/engine-contracts.md");
    private static final Pattern EXCEPTION =
            Pattern.compile("^\\| `(\\w+\\.\\w+)` \\|", Pattern.MULTILINE);

    @Autowired Scopes scopes;
    @Autowired JdbcClient jdbc;
    @Autowired MailboxLimits limits;
    @Autowired MailIndex index;

    @Test
    void holdButForThoseThatAreListedWithTheirReasons() throws IOException {
        ContractStore.lend(new ContractStore.Parts(scopes, jdbc, limits, index));
        try {
            var outcome = new Outcome();
            LauncherFactory.create()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(suites().map(suite -> selectClass(suite)).toList())
                                    .configurationParameter(
                                            "junit.jupiter.execution.timeout.default", "60 s")
                                    .build(),
                            outcome);

            Set<String> failed = new TreeSet<>(outcome.failed.stream().map(Failed::test).toList());
            Set<String> listed = listed();
            assertThat(
                            outcome.failed.stream()
                                    .filter(fault -> !listed.contains(fault.test()))
                                    .map(Failed::toString)
                                    .collect(Collectors.joining("\n")))
                    .as("fail and aren't listed")
                    .isEmpty();
            assertThat(listed).as("listed").isEqualTo(failed);
            assertThat(outcome.held.get()).isGreaterThan(580);
        } finally {
            ContractStore.lend(null);
        }
    }

    private static Stream<Class<?>> suites() {
        return Stream.of(StoreContracts.class, ImapContracts.class)
                .flatMap(all -> Stream.of(all.getDeclaredClasses()));
    }

    private static Set<String> listed() throws IOException {
        return EXCEPTION
                .matcher(Files.readString(EXCEPTIONS))
                .results()
                .map(MatchResult::group)
                .map(row -> row.substring(row.indexOf('`') + 1, row.lastIndexOf('`')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private record Failed(String test, String why) {}

    private static final class Outcome implements TestExecutionListener {

        private final AtomicInteger held = new AtomicInteger();
        private final Set<String> names = new ConcurrentSkipListSet<>();
        private final List<Failed> failed = new CopyOnWriteArrayList<>();

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            switch (result.getStatus()) {
                case SUCCESSFUL, ABORTED -> {
                    if (test.isTest()) {
                        held.incrementAndGet();
                    }
                }
                case FAILED -> {
                    String name = name(test);
                    if (names.add(name)) {
                        failed.add(
                                new Failed(
                                        name,
                                        result.getThrowable().map(Throwable::toString).orElse("")));
                    }
                }
            }
        }

        private static String name(TestIdentifier test) {
            return test.getSource()
                    .map(source ->
                            source instanceof MethodSource method
                                    ? simple(method.getClassName()) + "." + method.getMethodName()
                                    : simple(source.toString()) + ".all")
                    .orElseGet(test::getDisplayName);
        }

        private static String simple(String name) {
            return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1)
                    .replaceAll("\\W.*", "");
        }
    }
}
