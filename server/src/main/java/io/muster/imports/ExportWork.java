package io.muster.imports;

import io.muster.access.Accounts;
import io.muster.access.Accounts.PasswordStanding;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.imports.Exports.Export;
import io.muster.jobs.JobRun;
import io.muster.jobs.JobWork;
import io.muster.kernel.UnitId;
import io.muster.kernel.UserId;
import io.muster.organizations.UnitTree;
import io.muster.organizations.Units;
import io.muster.roles.Grants;
import io.muster.roles.Role;
import io.muster.users.AllUsers;
import io.muster.users.DiskUsages;
import io.muster.users.LastUses;
import io.muster.users.User;
import io.muster.users.UserState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The job that writes users to a file, some thousand a step, each step a block of the file. Columns
 * are called as import knows them, and never hold a password.
 */
@Component
class ExportWork implements JobWork {

    static final String KIND = "users.export";

    /** While one part of a step becomes text the database already reads the next. */
    private static final int PART = 1_000;

    private static final int PARTS = 5;
    private static final UserId NOBODY = new UserId(new UUID(0, 0));
    private static final PasswordStanding NO_PASSWORD = new PasswordStanding(false, false, false);

    private static final List<ImportField> COLUMNS =
            Arrays.stream(ImportField.values()).filter(ImportField::exported).toList();

    private final ExportRepository repository;
    private final AllUsers users;
    private final Accounts accounts;
    private final Units units;
    private final Grants grants;
    private final DiskUsages usages;
    private final LastUses uses;
    private final JsonMapper json;

    ExportWork(
            ExportRepository repository,
            AllUsers users,
            Accounts accounts,
            Units units,
            Grants grants,
            DiskUsages usages,
            LastUses uses,
            JsonMapper json) {
        this.repository = repository;
        this.users = users;
        this.accounts = accounts;
        this.units = units;
        this.grants = grants;
        this.usages = usages;
        this.uses = uses;
        this.json = json;
    }

    /** What the job is given at its start. */
    record Parameters(UUID exportId) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Permission needs() {
        return Permission.USERS_EXPORT;
    }

    @Override
    public Step step(JobRun job) {
        OrganizationScope scope = job.scope();
        UUID id = json.readValue(job.parameters(), Parameters.class).exportId();
        Optional<Export> found = repository.find(scope, id);
        if (found.isEmpty()) {
            return Step.brokenOff(job, ImportWork.GONE);
        }
        Export export = found.get();
        UserId last = export.lastUser();
        List<CompletableFuture<byte[]>> parts = new ArrayList<>();
        long rows = 0;
        long asked = 0;
        while (parts.size() < PARTS && asked == (long) parts.size() * PART) {
            Part part = next(scope, export, last);
            boolean first = job.position() == 0 && parts.isEmpty();
            if (part.asked() == 0 && !first) {
                break;
            }
            parts.add(text(scope, part.users(), first));
            rows += part.users().size();
            asked += part.asked();
            last = part.last() == null ? last : part.last();
        }
        boolean finished = asked < (long) PARTS * PART;
        if (!parts.isEmpty()) {
            repository.append(
                    scope,
                    export,
                    job.position(),
                    joined(parts),
                    rows,
                    last == null ? NOBODY : last);
        }
        return new Step(rows, asked - rows, 0, job.position() + 1, finished);
    }

    /**
     * @param asked how many were looked for; some may be gone meanwhile
     * @param last null when there was nobody left
     */
    private record Part(List<User> users, int asked, @Nullable UserId last) {}

    private Part next(OrganizationScope scope, Export export, @Nullable UserId after) {
        if (export.selected()) {
            List<UserId> ids = repository.selected(scope, export, after, PART);
            return new Part(users.of(scope, ids), ids.size(), ids.isEmpty() ? null : ids.getLast());
        }
        List<User> found = users.after(scope, after, PART);
        return new Part(found, found.size(), found.isEmpty() ? null : found.getLast().id());
    }

    /** Reads what else is told of the users, and makes the text of all that beside. */
    private CompletableFuture<byte[]> text(
            OrganizationScope scope, List<User> part, boolean first) {
        List<UserId> ids = part.stream().map(User::id).toList();
        UnitTree tree = units.tree(scope);
        var told =
                new Told(
                        grants.rolesOf(scope, ids),
                        accounts.passwordStandings(scope, ids),
                        usages.of(scope, ids),
                        uses.of(scope, ids));
        return CompletableFuture.supplyAsync(
                () -> content(part, tree, told, first), Thread::startVirtualThread);
    }

    /** What is told of the users of a part beside their own rows. */
    private record Told(
            Map<UserId, List<Role>> roles,
            Map<UserId, PasswordStanding> passwords,
            Map<UserId, DiskUsages.Figures> disks,
            Map<UserId, Instant> uses) {}

    private static byte[] content(List<User> part, UnitTree tree, Told told, boolean first) {
        Map<UnitId, String> paths = new HashMap<>();
        var out = new ByteArrayOutputStream(part.size() * 300);
        try (var file = new CsvFileWriter(out, ',', first)) {
            if (first) {
                file.write(header());
            }
            for (User user : part) {
                file.write(
                        cells(
                                user,
                                paths.computeIfAbsent(user.unit(), unit -> path(tree, unit)),
                                told));
            }
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return out.toByteArray();
    }

    private static byte[] joined(List<CompletableFuture<byte[]>> parts) {
        var all = new ByteArrayOutputStream();
        parts.forEach(part -> all.writeBytes(part.join()));
        return all.toByteArray();
    }

    private static List<String> header() {
        return Stream.concat(
                        COLUMNS.stream().map(ImportField::header),
                        Stream.of(
                                InformationColumn.STATE.header(),
                                InformationColumn.CREATED.header(),
                                InformationColumn.LAST_SIGN_IN.header(),
                                InformationColumn.LAST_USED.header(),
                                InformationColumn.DISK_USAGE.header(),
                                InformationColumn.DISK_LIMIT.header(),
                                InformationColumn.DOMAIN.header()))
                .toList();
    }

    private static List<String> cells(User user, String unit, Told told) {
        List<Role> roles = told.roles().getOrDefault(user.id(), List.of());
        PasswordStanding password = told.passwords().getOrDefault(user.id(), NO_PASSWORD);
        DiskUsages.Figures disk = told.disks().getOrDefault(user.id(), DiskUsages.Figures.NOTHING);
        Map<ImportField, String> fields = ProfileFields.of(user.profile());
        fields.put(ImportField.LOGON_NAME, text(user.logonName()));
        fields.put(ImportField.ADDRESS, text(user.address()));
        fields.put(ImportField.SIGN_IN_METHOD, user.signInMethod().name().toLowerCase(Locale.ROOT));
        fields.put(ImportField.UNIT, unit);
        fields.put(
                ImportField.ROLES, EscapedList.join(roles.stream().map(Role::name).toList(), ';'));
        fields.put(ImportField.ENABLED, flag(isEnabled(user.state())));
        fields.put(ImportField.ALLOW_INCOMING, flag(user.allowIncoming()));
        fields.put(
                ImportField.EXPIRES_ON,
                user.expiresOn() == null ? "" : user.expiresOn().toString());
        fields.put(ImportField.MUST_CHANGE_PASSWORD, flag(password.mustChange()));
        fields.put(ImportField.PASSWORD_CHANGES_DISABLED, flag(password.changeBarred()));
        fields.put(ImportField.IN_ADDRESS_LIST, flag(user.profile().inAddressList()));
        List<String> cells = new ArrayList<>(COLUMNS.size() + 7);
        COLUMNS.forEach(column -> cells.add(fields.getOrDefault(column, "")));
        cells.add(user.state().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        cells.add(user.createdAt().toString());
        cells.add(time(user.lastSignInAt()));
        cells.add(time(told.uses().get(user.id())));
        cells.add(Long.toString(disk.used()));
        cells.add(disk.limit() == 0 ? "unlimited" : Long.toString(disk.limit()));
        cells.add(domain(user.address()));
        return cells;
    }

    /** As import reads it: whoever only waits for something is not disabled by his own file. */
    private static boolean isEnabled(UserState state) {
        return switch (state) {
            case INVITED, WAITING_FOR_PASSWORD, ACTIVE -> true;
            case DISABLED, DELETED -> false;
        };
    }

    private static String path(UnitTree tree, UnitId unit) {
        return tree.find(unit).isEmpty() ? "" : tree.pathOf(unit).toString();
    }

    private static String flag(boolean value) {
        return value ? "yes" : "no";
    }

    private static String domain(@Nullable String address) {
        return address == null ? "" : address.substring(address.lastIndexOf('@') + 1);
    }

    private static String time(@Nullable Instant time) {
        return time == null ? "" : time.toString();
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
