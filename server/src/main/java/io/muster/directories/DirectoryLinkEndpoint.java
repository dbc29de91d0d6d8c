package io.muster.directories;

import io.muster.access.Needs;
import io.muster.access.OncePerKey;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.directories.DirectoryLinks.Link;
import io.muster.directories.DirectoryLinks.Unlinking;
import io.muster.kernel.UserId;
import io.muster.users.UserProblems;
import io.muster.users.UserRule;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The entry of a directory that a user comes from, over HTTP. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/users/{userId}")
class DirectoryLinkEndpoint {

    private final DirectoryLinks links;

    DirectoryLinkEndpoint(DirectoryLinks links) {
        this.links = links;
    }

    /**
     * An entry, as it was seen last.
     *
     * @param directoryName what the organization calls the directory
     * @param entryName the distinguished name
     * @param logonName empty where the entry has none
     * @param seenAt when it was read last
     * @param vanishedAt since when it is no longer there; null while it is
     */
    record DirectoryEntry(
            DirectoryId directoryId,
            String directoryName,
            String entryName,
            String logonName,
            Instant seenAt,
            @Nullable Instant vanishedAt) {

        static DirectoryEntry of(Link link) {
            LinkedUser entry = link.entry();
            return new DirectoryEntry(
                    entry.directory(),
                    link.directory(),
                    entry.distinguishedName(),
                    entry.logonName(),
                    entry.seenAt(),
                    entry.vanishedAt());
        }
    }

    /**
     * @param entry null where the user comes from none
     */
    record UserDirectoryEntry(@Nullable DirectoryEntry entry) {}

    /**
     * @param linkSent whether a link to choose a password was mailed to him; not to who has a
     *     password here already or is disabled
     */
    record UnlinkedUser(boolean linkSent) {}

    /** Tells which entry of a directory the user comes from. */
    @Needs(Permission.USERS_READ)
    @GetMapping("/directory-entry")
    UserDirectoryEntry entry(OrganizationScope scope, @PathVariable UserId userId) {
        return new UserDirectoryEntry(
                links.find(scope, userId).map(DirectoryEntry::of).orElse(null));
    }

    /**
     * Ends that the user comes from his entry of a directory. From then on he signs in with a
     * password of his own, which he chooses by a link that is mailed to him; one of former times
     * never opens anything again, and his sessions end at once. Nothing changes in the directory.
     */
    @Needs(Permission.USERS_EDIT)
    @OncePerKey
    @PostMapping("/actions/unlink-directory")
    UnlinkedUser unlink(OrganizationScope scope, @PathVariable UserId userId) {
        return switch (links.unlink(scope, userId)) {
            case Unlinking.Done(boolean linkSent) -> new UnlinkedUser(linkSent);
            case Unlinking.NotLinked() -> throw DirectoryProblems.notLinked().refusal();
            case Unlinking.Refused(UserRule why) -> throw UserProblems.broken(why).refusal();
        };
    }
}
