package io.muster.directories;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.UserId;
import io.muster.users.OwnSignIn;
import io.muster.users.OwnSignIn.Begun;
import io.muster.users.UserRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which entry a user comes from, and the end of that. */
@Component
class DirectoryLinks {

    private final LinkedUsers linked;
    private final DirectoryRepository directories;
    private final OwnSignIn own;
    private final Scopes scopes;
    private final AuditLog audit;

    DirectoryLinks(
            LinkedUsers linked,
            DirectoryRepository directories,
            OwnSignIn own,
            Scopes scopes,
            AuditLog audit) {
        this.linked = linked;
        this.directories = directories;
        this.own = own;
        this.scopes = scopes;
        this.audit = audit;
    }

    /**
     * An entry that somebody comes from.
     *
     * @param directory its name
     */
    record Link(LinkedUser entry, String directory) {}

    /** What became of unlinking. */
    sealed interface Unlinking {
        /**
         * @param linkSent whether a link to choose a password is on its way to him
         */
        record Done(boolean linkSent) implements Unlinking {}

        /** He comes from no entry. */
        record NotLinked() implements Unlinking {}

        record Refused(UserRule why) implements Unlinking {}
    }

    Optional<Link> find(OrganizationScope scope, UserId user) {
        return scopes.in(
                scope,
                () ->
                        linked.find(scope, user)
                                .map(entry -> new Link(entry, name(scope, entry.directory()))));
    }

    private String name(OrganizationScope scope, DirectoryId directory) {
        return directories.find(scope, directory).map(one -> one.settings().name()).orElse("");
    }

    /**
     * Ends that the user comes from his entry, and lets him choose a password here. Nothing changes
     * in the directory.
     */
    Unlinking unlink(OrganizationScope scope, UserId user) {
        return scopes.in(
                scope,
                () -> {
                    @Nullable Link link = find(scope, user).orElse(null);
                    if (link == null) {
                        return new Unlinking.NotLinked();
                    }
                    return switch (own.begin(
                            scope, user, () -> linked.forget(scope, List.of(user)))) {
                        case Begun.Refused(UserRule why) -> new Unlinking.Refused(why);
                        case Begun.LinkSent() -> done(scope, link, true);
                        case Begun.NothingSent() -> done(scope, link, false);
                    };
                });
    }

    private Unlinking done(OrganizationScope scope, Link link, boolean linkSent) {
        String entry = link.entry().distinguishedName();
        audit.record(
                scope,
                Change.done(
                        "directories.user-unlinked",
                        "user",
                        link.entry().user().value(),
                        entry,
                        Map.of("directory", link.directory(), "entry", entry),
                        Map.of()));
        return new Unlinking.Done(linkSent);
    }
}
