package io.muster.directories;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.access.Secrets;
import io.muster.audit.AuditLog;
import io.muster.directories.DirectoryRule.Verdict;
import io.muster.kernel.Change;
import io.muster.kernel.Keyset;
import io.muster.kernel.Page;
import io.muster.kernel.Problem.FieldError;
import io.muster.kernel.Version;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What administrators do with the directories of their organization. */
@Component
class DirectoryActs {

    static final int MOST = 50;

    /** What the secrets are sealed for. */
    private static final String PURPOSE = "directory";

    private final DirectoryRepository repository;
    private final Scopes scopes;
    private final AuditLog audit;
    private final Secrets secrets;
    private final Vouching vouching;

    DirectoryActs(
            DirectoryRepository repository,
            Scopes scopes,
            AuditLog audit,
            Secrets secrets,
            Vouching vouching) {
        this.repository = repository;
        this.vouching = vouching;
        this.scopes = scopes;
        this.audit = audit;
        this.secrets = secrets;
    }

    Page<Directory> list(OrganizationScope scope, Keyset keyset) {
        return keyset.page(
                scopes.in(scope, () -> repository.list(scope, keyset)),
                directory -> directory.id().toString());
    }

    Optional<Directory> find(OrganizationScope scope, DirectoryId id) {
        return scopes.in(scope, () -> repository.find(scope, id));
    }

    DirectoryChange add(OrganizationScope scope, DirectoryWish wish) {
        return switch (DirectoryRule.decide(wish, null)) {
            case Verdict.Refused(var errors) -> new DirectoryChange.Invalid(errors);
            case Verdict.Accepted accepted -> scopes.in(scope, () -> insert(scope, accepted));
        };
    }

    private DirectoryChange insert(OrganizationScope scope, Verdict.Accepted accepted) {
        DirectoryId id = DirectoryId.next();
        if (repository.lockAndCount(scope) >= MOST) {
            return new DirectoryChange.TooMany();
        }
        if (repository.nameTaken(scope, id, accepted.settings().name())) {
            return new DirectoryChange.NameTaken();
        }
        Directory added =
                new Directory(
                        id,
                        accepted.settings(),
                        seal(id, accepted.secret()),
                        vouching.answering(scope),
                        new Version(1),
                        Instant.EPOCH);
        repository.insert(scope, added);
        audit.record(
                scope,
                Change.done(
                        "directories.added",
                        "directory",
                        id.value(),
                        accepted.settings().name(),
                        Map.of(),
                        fields(added)));
        return new DirectoryChange.Done(repository.find(scope, id).orElseThrow());
    }

    DirectoryChange edit(
            OrganizationScope scope, DirectoryId id, Version read, DirectoryWish wish) {
        return change(
                scope,
                id,
                read,
                before ->
                        switch (DirectoryRule.decide(wish, before)) {
                            case Verdict.Refused(var errors) -> new DirectoryChange.Invalid(errors);
                            case Verdict.Accepted accepted -> update(scope, before, accepted);
                        });
    }

    private DirectoryChange update(
            OrganizationScope scope, Directory before, Verdict.Accepted accepted) {
        if (!accepted.settings().sameEntryId(before.settings())
                && vouching.isUsed(scope, before.id())) {
            return new DirectoryChange.Invalid(
                    List.of(
                            new FieldError(
                                    "attributes.entryId",
                                    "in-use",
                                    "Users are known by it: their entries could no longer be told from others'.")));
        }
        boolean alike = accepted.settings().vouchesAlike(before.settings());
        if (!alike && vouching.isAbove(scope, before.id())) {
            return outranked(scope, before, "directories.changed");
        }
        Directory after =
                new Directory(
                        before.id(),
                        accepted.settings(),
                        accepted.keepsSecret()
                                ? before.secret()
                                : seal(before.id(), accepted.secret()),
                        alike && accepted.secret() == null
                                ? before.configuredBy()
                                : vouching.answering(scope, before, alike),
                        before.version(),
                        before.addedAt());
        if (after.equals(before)) {
            return new DirectoryChange.Done(before);
        }
        if (repository.nameTaken(scope, before.id(), after.settings().name())) {
            return new DirectoryChange.NameTaken();
        }
        repository.update(scope, after);
        Map<String, Object> was = fields(before);
        Map<String, Object> is = fields(after);
        if (accepted.secret() != null) {
            // Set anew it differs, though nobody is told how.
            was.put("secret", "");
        }
        audit.record(
                scope,
                Change.edited(
                        "directories.changed",
                        "directory",
                        after.id().value(),
                        after.settings().name(),
                        was,
                        is));
        return new DirectoryChange.Done(repository.find(scope, after.id()).orElseThrow());
    }

    DirectoryChange delete(OrganizationScope scope, DirectoryId id, Version read) {
        return change(
                scope,
                id,
                read,
                directory -> {
                    if (vouching.isAbove(scope, id)) {
                        return outranked(scope, directory, "directories.deleted");
                    }
                    repository.delete(scope, id);
                    audit.record(
                            scope,
                            Change.done(
                                    "directories.deleted",
                                    "directory",
                                    id.value(),
                                    directory.settings().name(),
                                    fields(directory),
                                    Map.of()));
                    return new DirectoryChange.Deleted();
                });
    }

    private DirectoryChange outranked(OrganizationScope scope, Directory directory, String action) {
        audit.record(
                scope,
                new Change(
                        action,
                        "directory",
                        directory.id().value(),
                        directory.settings().name(),
                        Map.of(),
                        Map.of("reason", "OUTRANKED"),
                        Change.Outcome.REFUSED));
        return new DirectoryChange.Outranked();
    }

    /** Notes that somebody tried it out: the account of a directory was used for what he saw. */
    void tried(
            OrganizationScope scope,
            @Nullable DirectoryId id,
            DirectorySettings settings,
            DirectoryReport report) {
        DirectoryFailure failure = report.failure();
        Change change =
                new Change(
                        "directories.tested",
                        "directory",
                        id == null ? null : id.value(),
                        settings.name(),
                        Map.of(),
                        Map.of(
                                "server",
                                settings.server(),
                                "account",
                                settings.account(),
                                "base",
                                settings.base(),
                                "filter",
                                settings.filter(),
                                "outcome",
                                failure == null ? "PASSED" : failure.fault().name()),
                        Change.Outcome.DONE);
        scopes.run(scope, () -> audit.record(scope, change));
    }

    /** The secret in clear text, for whoever connects; null where nobody signs in. */
    @Nullable String secret(Directory directory) {
        return directory.secret() == null
                ? null
                : new String(
                        secrets.open(directory.secret(), PURPOSE, directory.id().value()),
                        StandardCharsets.UTF_8);
    }

    private @Nullable String seal(DirectoryId id, @Nullable String secret) {
        return secret == null
                ? null
                : secrets.seal(secret.getBytes(StandardCharsets.UTF_8), PURPOSE, id.value());
    }

    private DirectoryChange change(
            OrganizationScope scope,
            DirectoryId id,
            Version read,
            Function<Directory, DirectoryChange> act) {
        return scopes.in(
                scope,
                () -> {
                    repository.lockAndCount(scope);
                    return repository
                            .lock(scope, id)
                            .<DirectoryChange>map(directory ->
                                    directory.version().equals(read)
                                            ? act.apply(directory)
                                            : new DirectoryChange.ChangedMeanwhile(directory))
                            .orElseGet(DirectoryChange.Gone::new);
                });
    }

    private static Map<String, Object> fields(Directory directory) {
        DirectorySettings settings = directory.settings();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", settings.name());
        fields.put("kind", settings.kind().name());
        fields.put("server", settings.server());
        fields.put("security", settings.security().name());
        fields.put(
                "authorities",
                Authorities.parse(settings.authorities()).orElseThrow().fingerprints());
        fields.put("account", settings.account());
        fields.put("secret", directory.secret() == null ? "" : Change.MASKED);
        fields.put("base", settings.base());
        fields.put("filter", settings.filter());
        settings.attributes()
                .byField()
                .forEach((field, attribute) -> fields.put("attributes." + field, attribute));
        fields.put("pageSize", settings.limits().pageSize());
        fields.put("connectSeconds", settings.limits().connectSeconds());
        fields.put("answerSeconds", settings.limits().answerSeconds());
        return fields;
    }
}
