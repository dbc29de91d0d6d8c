package io.muster.imports;

import io.muster.access.Accounts;
import io.muster.access.OrganizationScope;
import io.muster.imports.Exports.Export;
import io.muster.kernel.UserId;
import io.muster.organizations.Organizations;
import io.muster.organizations.UnitTree;
import io.muster.organizations.Units;
import io.muster.roles.Grants;
import io.muster.users.AllUsers;
import io.muster.users.LastUses;
import io.muster.users.UserLines;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the users of an export, part by part, and all that the file tells of them. */
@Component
class ExportLines {

    private final ExportRepository repository;
    private final AllUsers users;
    private final Accounts accounts;
    private final Units units;
    private final Grants grants;
    private final Organizations organizations;
    private final LastUses uses;
    private final MailboxSettings mailboxes;

    ExportLines(
            ExportRepository repository,
            AllUsers users,
            Accounts accounts,
            Units units,
            Grants grants,
            Organizations organizations,
            LastUses uses,
            MailboxSettings mailboxes) {
        this.repository = repository;
        this.users = users;
        this.accounts = accounts;
        this.units = units;
        this.grants = grants;
        this.organizations = organizations;
        this.uses = uses;
        this.mailboxes = mailboxes;
    }

    /**
     * @param text of those who were found; made beside, while the database reads the next part
     * @param rows how many they are
     * @param asked how many were looked for; some may be gone meanwhile
     * @param size about as many octets as the text has
     * @param last null when there was nobody left
     */
    record Part(
            CompletableFuture<byte[]> text,
            int rows,
            int asked,
            long size,
            @Nullable UserId last) {}

    /** What is the same for all parts of a step. */
    record Frame(UnitTree units, long usualDiskLimit) {}

    Frame frame(OrganizationScope scope) {
        return new Frame(
                units.tree(scope),
                organizations
                        .find(scope)
                        .map(organization -> organization.settings().mailboxLimitOctets())
                        .orElse(0L));
    }

    Part next(
            OrganizationScope scope, Export export, Frame frame, @Nullable UserId after, int most) {
        if (export.selected()) {
            List<UserId> ids = repository.selected(scope, export, after, most);
            UserLines found = users.linesOf(scope, ExportColumn.CELLS, ids);
            return part(
                    scope,
                    frame,
                    found,
                    found.users(),
                    ids.size(),
                    ids.isEmpty() ? null : ids.getLast());
        }
        UserLines found = users.linesAfter(scope, ExportColumn.CELLS, after, most);
        List<UserId> ids = found.users();
        return part(scope, frame, found, ids, ids.size(), ids.isEmpty() ? null : ids.getLast());
    }

    private Part part(
            OrganizationScope scope,
            Frame frame,
            UserLines found,
            List<UserId> ids,
            int asked,
            @Nullable UserId last) {
        var facts =
                new ExportText.Facts(
                        frame.units(),
                        grants.rolesOf(scope, ids),
                        accounts.boundPasswords(scope, ids),
                        uses.of(scope, ids),
                        mailboxes.of(scope, ids),
                        frame.usualDiskLimit());
        return new Part(
                CompletableFuture.supplyAsync(
                        () -> ExportText.rows(found, facts), Thread::startVirtualThread),
                ids.size(),
                asked,
                found.lines().stream().mapToLong(line -> line.length).sum(),
                last);
    }
}
