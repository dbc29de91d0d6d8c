package io.muster.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.access.Passwords;
import io.muster.access.Scopes;
import io.muster.imports.UserImport.Existing;
import io.muster.imports.UserImport.Kind;
import io.muster.imports.UserImport.NewPasswords;
import io.muster.jobs.JobRun;
import io.muster.jobs.JobWork;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.JobId;
import io.muster.kernel.UserId;
import io.muster.kernel.Version;
import io.muster.organizations.Units;
import io.muster.testing.MusterTest;
import io.muster.testing.World;
import io.muster.users.NewUser;
import io.muster.users.ProvisioningActs;
import io.muster.users.ProvisioningPlan;
import io.muster.users.SignInMethod;
import io.muster.users.UserProfile;
import io.muster.users.Users;
import io.muster.users.WantedAct;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * What the check says of a file with actions is what the run does, also where the owners of the
 * organization are at stake and rows are so far apart that other steps do them. {@code
 * -Dmuster.files=1000} takes more files than a build has time for, {@code -Dmuster.first-file=N}
 * begins with the one that failed.
 */
@MusterTest
class GeneratedActionTests {

    private static final int FILES = Integer.getInteger("muster.files", 60);
    private static final int FIRST = Integer.getInteger("muster.first-file", 0);

    @Autowired private World world;
    @Autowired private Scopes scopes;
    @Autowired private Imports imports;
    @Autowired private ImportRepository repository;
    @Autowired private VerdictRepository verdicts;
    @Autowired private List<ImportWork> works;
    @Autowired private Users users;
    @Autowired private Units units;
    @Autowired private ProvisioningActs acts;
    @Autowired private Passwords passwords;
    private String hash = "";

    @BeforeEach
    void onePasswordForAll() {
        OrganizationScope any = world.organization("Passwords");
        hash = passwords.bulk(any).hash(List.of(World.PASSWORD)).getFirst();
    }

    @Test
    void theCheckSaysOfEveryRowWhatTheRunDoes() throws IOException {
        for (int seed = FIRST; seed < FIRST + FILES; seed++) {
            String domain = "file" + seed + ".example";
            var generated = new GeneratedFile(seed, domain);
            OrganizationScope scope = organization(domain, generated);
            UserImport file = uploaded(scope, generated);
            List<String> foretold = pass(scope, file, Kind.CHECK);
            assertThat(pass(scope, file, Kind.RUN)).as("file " + seed).isEqualTo(foretold);
        }
    }

    /** Owners and people in several states; the scope of an owner or a system administrator. */
    private OrganizationScope organization(String domain, GeneratedFile generated) {
        OrganizationScope acme = world.organization("Organization of " + domain);
        Map<String, UserId> people = people(acme, domain);
        GeneratedFile.OWNERS.forEach(name -> world.makeOwner(acme, id(people, name)));
        world.user(world.organization("Other of " + domain), "foreign@" + domain);
        act(acme, domain, "eve", new WantedAct.Disable(true));
        act(acme, domain, "fay", new WantedAct.Delete());
        if (generated.flag()) {
            act(acme, domain, "otto", new WantedAct.Disable(false));
        }
        UserId actor =
                generated.flag()
                        ? id(people, "olga")
                        : world.systemAdministrator(acme, "keeper@" + domain);
        return scopes.resume(scopes.machinery(), World.actor(actor), acme.organization())
                .orElseThrow();
    }

    /** Each with an address and a logon name: rows may call him by either. */
    private Map<String, UserId> people(OrganizationScope acme, String domain) {
        Map<String, UserId> people = new HashMap<>();
        List<NewUser> made = new ArrayList<>();
        Stream.of(GeneratedFile.OWNERS, GeneratedFile.PEOPLE)
                .flatMap(List::stream)
                .forEach(name -> {
                    people.put(name, UserId.next());
                    made.add(
                            new NewUser(
                                    id(people, name),
                                    EmailAddress.valueOf(name + "@" + domain),
                                    name + "." + domain,
                                    units.builtIn(acme),
                                    UserProfile.named(name, "Example"),
                                    SignInMethod.DEFAULT,
                                    true,
                                    hash,
                                    false));
                });
        assertThat(users.create(acme, made)).isEmpty();
        return people;
    }

    private static UserId id(Map<String, UserId> people, String name) {
        return Objects.requireNonNull(people.get(name));
    }

    private void act(OrganizationScope acme, String domain, String name, WantedAct act) {
        var wish = new ProvisioningActs.Wish(EmailAddress.valueOf(name + "@" + domain), null, act);
        scopes.run(
                acme,
                () -> {
                    var planned = (ProvisioningPlan.Act) acts.plan(acme, List.of(wish)).getFirst();
                    assertThat(acts.perform(acme, List.of(planned))).isEmpty();
                });
    }

    private UserImport uploaded(OrganizationScope scope, GeneratedFile generated)
            throws IOException {
        var content =
                new ByteArrayInputStream(generated.content().getBytes(StandardCharsets.UTF_8));
        var arrived =
                imports.upload(
                        scope, "generated.csv", new Upload.Dictated(null, ',', true), content);
        UserImport made = ((Imports.Arrival.Taken) arrived).made();
        var wishes =
                new Imports.Wishes(
                        made.options().fields(),
                        generated.flag() ? Existing.UPDATE : Existing.SKIP,
                        generated.flag(),
                        NewPasswords.NONE,
                        null);
        var configured = imports.configure(scope, made.id(), new Version(made.version()), wishes);
        return ((Imports.Configuration.Done) configured).configured();
    }

    /** Goes through the file as its job does, and says what became of each row. */
    private List<String> pass(OrganizationScope scope, UserImport file, Kind kind) {
        JobId job = JobId.next();
        scopes.run(scope, () -> repository.begin(scope, file.id(), kind, job, file.version()));
        String name = kind == Kind.RUN ? ImportWork.RUN : ImportWork.CHECK;
        JobWork work =
                works.stream().filter(one -> one.kind().equals(name)).findFirst().orElseThrow();
        String parameters = "{\"importId\":\"%s\"}".formatted(file.id());
        JobWork.Step step;
        long position = 0;
        do {
            var run = new JobRun(job, scope, parameters, position);
            step = scopes.in(scope, () -> work.step(run));
            position = step.position();
        } while (!step.finished());
        List<String> told = new ArrayList<>();
        scopes.in(
                        scope,
                        () ->
                                verdicts.list(
                                        scope,
                                        file.id(),
                                        kind,
                                        VerdictRepository.Filter.ALL,
                                        0,
                                        false,
                                        Integer.MAX_VALUE))
                .forEach(verdict ->
                        told.add(
                                "%d %s %s %s %s"
                                        .formatted(
                                                verdict.line(),
                                                verdict.name(),
                                                verdict.answer(),
                                                verdict.faults(),
                                                verdict.changes())));
        return told;
    }
}
