package io.muster.roles;

import static io.muster.access.Permission.AUDIT_EXPORT;
import static io.muster.access.Permission.AUDIT_READ;
import static io.muster.access.Permission.DIRECTORIES_READ;
import static io.muster.access.Permission.DOMAINS_READ;
import static io.muster.access.Permission.JOBS_READ;
import static io.muster.access.Permission.MAILBOXES_READ;
import static io.muster.access.Permission.MAILBOX_DELETE;
import static io.muster.access.Permission.MAILBOX_FOLDERS;
import static io.muster.access.Permission.MAILBOX_GROUPS_READ;
import static io.muster.access.Permission.MAILBOX_READ;
import static io.muster.access.Permission.MAILBOX_SEND_AS;
import static io.muster.access.Permission.MAILBOX_SHARE;
import static io.muster.access.Permission.MAILBOX_WRITE;
import static io.muster.access.Permission.MAIL_QUEUE_READ;
import static io.muster.access.Permission.ORGANIZATION_READ;
import static io.muster.access.Permission.ROLES_READ;
import static io.muster.access.Permission.UNITS_READ;
import static io.muster.access.Permission.USERS_DISABLE;
import static io.muster.access.Permission.USERS_DISCONNECT;
import static io.muster.access.Permission.USERS_EDIT;
import static io.muster.access.Permission.USERS_PASSWORDS;
import static io.muster.access.Permission.USERS_READ;

import io.muster.access.Permission;
import io.muster.kernel.RoleId;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The roles that every organization has and nobody can edit or delete. Their ids are the same in
 * every installation, so that a script can name them.
 */
public enum SystemRole {
    /** Primary administrator: everything, and the last one can't leave. */
    OWNER(1, "Organization owner", "Every right, and the last one stays", everything()),
    ADMINISTRATOR(
            2, "Organization administrator", "Every right, but none over the owners", everything()),
    HELP_DESK(
            3,
            "Help desk",
            "Edits and disables users and resets passwords",
            EnumSet.of(
                    ORGANIZATION_READ,
                    DOMAINS_READ,
                    UNITS_READ,
                    USERS_READ,
                    USERS_EDIT,
                    USERS_DISABLE,
                    USERS_DISCONNECT,
                    USERS_PASSWORDS,
                    ROLES_READ,
                    MAILBOXES_READ,
                    MAILBOX_GROUPS_READ,
                    MAIL_QUEUE_READ,
                    JOBS_READ)),
    AUDITOR(
            4,
            "Auditor",
            "Sees all and reads the audit log, changes nothing",
            EnumSet.of(
                    ORGANIZATION_READ,
                    DOMAINS_READ,
                    DIRECTORIES_READ,
                    UNITS_READ,
                    USERS_READ,
                    ROLES_READ,
                    MAILBOXES_READ,
                    MAILBOX_GROUPS_READ,
                    MAIL_QUEUE_READ,
                    JOBS_READ,
                    AUDIT_READ,
                    AUDIT_EXPORT)),
    /**
     * Held by everybody with a place in the organization; the portal needs no right, so it names
     * none.
     */
    MEMBER(
            5,
            "Member",
            "Everybody who has a place in the organization",
            EnumSet.noneOf(Permission.class)),
    MAILBOX_OWNER(
            101,
            "Mailbox owner",
            "Every right on the mailbox",
            EnumSet.of(
                    MAILBOX_READ,
                    MAILBOX_WRITE,
                    MAILBOX_DELETE,
                    MAILBOX_FOLDERS,
                    MAILBOX_SEND_AS,
                    MAILBOX_SHARE)),
    FULL_ACCESS(
            102,
            "Full access",
            "Works with folders and messages as in a mailbox of his own, sends nothing in its name",
            EnumSet.of(MAILBOX_READ, MAILBOX_WRITE, MAILBOX_DELETE, MAILBOX_FOLDERS)),
    EDITOR(
            103,
            "Editor",
            "Reads, marks, files and deletes messages, leaves the folders as they are",
            EnumSet.of(MAILBOX_READ, MAILBOX_WRITE, MAILBOX_DELETE)),
    SEND_AS(
            104,
            "Send as",
            "Sends under the mailbox's address, reads nothing",
            EnumSet.of(MAILBOX_SEND_AS)),
    READER(105, "Reader", "Reads the messages and changes nothing", EnumSet.of(MAILBOX_READ));

    private static final Set<SystemRole> ON_MAILBOXES =
            EnumSet.of(MAILBOX_OWNER, FULL_ACCESS, EDITOR, SEND_AS, READER);

    private final RoleId id;
    private final String title;
    private final String description;
    private final Set<Permission> permissions;

    SystemRole(int number, String title, String description, Set<Permission> permissions) {
        this.id = new RoleId(new UUID(0x7000L, 0x8000000000000000L | number));
        this.title = title;
        this.description = description;
        this.permissions = Collections.unmodifiableSet(permissions);
    }

    public RoleId id() {
        return id;
    }

    public String title() {
        return title;
    }

    public String description() {
        return description;
    }

    public Set<Permission> permissions() {
        return permissions;
    }

    /** What it is held on. */
    public Permission.Level level() {
        return ON_MAILBOXES.contains(this)
                ? Permission.Level.MAILBOX
                : Permission.Level.ORGANIZATION;
    }

    public static Optional<SystemRole> of(RoleId id) {
        return Arrays.stream(values()).filter(role -> role.id.equals(id)).findFirst();
    }

    static Optional<SystemRole> named(String title) {
        return Arrays.stream(values())
                .filter(role -> role.title.equalsIgnoreCase(title.strip()))
                .findFirst();
    }

    Role role() {
        return new Role(id, title, description, level(), true, permissions, 1);
    }

    private static EnumSet<Permission> everything() {
        EnumSet<Permission> all = EnumSet.allOf(Permission.class);
        all.removeIf(permission -> permission.level() != Permission.Level.ORGANIZATION);
        return all;
    }
}
