package io.muster.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.muster.kernel.Problem;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of rights, by section. A right of level organization is held in one organization; a
 * right of level mailbox on one mailbox; a right of level instance is held by system administrators
 * only and is never part of a role.
 *
 * <p>The text form ({@code users:read}) is stored and sent; it never changes once released.
 */
public enum Permission {
    ORGANIZATION_READ(
            "organization:read", Section.ORGANIZATION, "See the organization's settings", 10130),
    ORGANIZATION_MANAGE(
            "organization:manage",
            Section.ORGANIZATION,
            "Change the organization's settings",
            10007),
    DOMAINS_READ("domains:read", Section.ORGANIZATION, "See the domains", 10100),
    DOMAINS_MANAGE(
            "domains:manage",
            Section.ORGANIZATION,
            "Add, verify, activate and delete domains",
            10101),
    DIRECTORIES_READ(
            "directories:read", Section.ORGANIZATION, "See the directories users come from"),
    DIRECTORIES_MANAGE(
            "directories:manage",
            Section.ORGANIZATION,
            "Connect to directories, test, change and remove them"),
    POLICY_MANAGE("policy:manage", Section.ORGANIZATION, "Change password and sign-in rules"),
    UNITS_READ("units:read", Section.UNITS, "See the organizational units"),
    UNITS_MANAGE(
            "units:manage",
            Section.UNITS,
            "Create, rename, move and delete units and say whom they see"),
    USERS_READ("users:read", Section.USERS, "See the users", 10013),
    USERS_CREATE("users:create", Section.USERS, "Create users", 10120),
    USERS_EDIT("users:edit", Section.USERS, "Edit, rename and move users", 10120),
    USERS_DISABLE("users:disable", Section.USERS, "Disable and enable users", 10120),
    USERS_DISCONNECT(
            "users:disconnect", Section.USERS, "End sessions of users and disconnect them"),
    USERS_DELETE("users:delete", Section.USERS, "Delete and restore users", 10120),
    USERS_PURGE("users:purge", Section.USERS, "Delete users for good"),
    USERS_PASSWORDS("users:passwords", Section.USERS, "Reset and expire passwords"),
    USERS_DEFAULTS(
            "users:defaults", Section.USERS, "Change the defaults of new users and propagate them"),
    USERS_IMPORT("users:import", Section.USERS, "Import users from files"),
    USERS_EXPORT("users:export", Section.USERS, "Export users to files"),
    USERS_MAIL("users:mail", Section.USERS, "Write mails and send them to many users"),
    USERS_IMPERSONATE(
            "users:impersonate",
            Section.USERS,
            "Work with the accounts of users who hold no more rights"),
    USERS_INVITE(
            "users:invite",
            Section.USERS,
            "Invite people, and change, resend and revoke invitations"),
    ROLES_READ("roles:read", Section.ROLES, "See roles and who holds what", 10014),
    ROLES_MANAGE("roles:manage", Section.ROLES, "Create, copy and edit roles", 10002),
    ROLES_DELETE("roles:delete", Section.ROLES, "Delete roles", 10003),
    GRANTS_ASSIGN("grants:assign", Section.ROLES, "Give roles and permissions to users", 10000),
    GRANTS_REVOKE(
            "grants:revoke", Section.ROLES, "Take roles and permissions away from users", 10001),
    MAILBOXES_READ("mailboxes:read", Section.MAILBOXES, "See the mailboxes", 10015),
    MAILBOXES_MANAGE(
            "mailboxes:manage", Section.MAILBOXES, "Create and edit shared mailboxes", 10004),
    MAILBOXES_ARCHIVE(
            "mailboxes:archive", Section.MAILBOXES, "Archive shared mailboxes and undo it", 10005),
    MAILBOXES_DELETE(
            "mailboxes:delete", Section.MAILBOXES, "Delete shared mailboxes for good", 10006),
    MAILBOXES_STORAGE(
            "mailboxes:storage",
            Section.MAILBOXES,
            "Set how large mailboxes may be and recalculate what they hold"),
    MAILBOXES_DELIVERY(
            "mailboxes:delivery",
            Section.MAILBOXES,
            "Set further addresses, forwarding and services of mailboxes"),
    MAILBOX_GROUPS_READ(
            "mailbox-groups:read", Section.MAILBOXES, "See the groups of mailboxes", 10018),
    MAILBOX_GROUPS_MANAGE(
            "mailbox-groups:manage",
            Section.MAILBOXES,
            "Create, rename and delete groups of mailboxes",
            10019),
    MAILBOX_GROUPS_ASSIGN(
            "mailbox-groups:assign",
            Section.MAILBOXES,
            "Put mailboxes into groups and take them out",
            10020),
    MAILBOXES_ASSIGN(
            "mailboxes:assign", Section.MAILBOXES, "Give users access to mailboxes", 10011),
    MAILBOXES_REVOKE(
            "mailboxes:revoke",
            Section.MAILBOXES,
            "Take access to mailboxes away from users",
            10012),
    MAILBOXES_RESYNC(
            "mailboxes:resync",
            Section.MAILBOXES,
            "Make the mail programs of users fetch everything anew"),
    MAILBOXES_REINDEX(
            "mailboxes:reindex", Section.MAILBOXES, "Build the search index of mail anew"),
    MAIL_QUEUE_READ("mail-queue:read", Section.MAILBOXES, "See mail that waits to leave"),
    MAIL_QUEUE_MANAGE(
            "mail-queue:manage", Section.MAILBOXES, "Try mail again at once, or give it up"),
    JOBS_READ("jobs:read", Section.JOBS, "See the jobs of the organization and their results"),
    JOBS_CANCEL("jobs:cancel", Section.JOBS, "Cancel jobs"),
    AUDIT_READ("audit:read", Section.AUDIT, "Read and verify the audit log", 10016),
    AUDIT_EXPORT("audit:export", Section.AUDIT, "Export the audit log"),
    MAILBOX_READ("mailbox:read", Section.MAILBOX, "See folders and read messages", 2004),
    MAILBOX_WRITE(
            "mailbox:write",
            Section.MAILBOX,
            "Mark messages, keep drafts, file into folders",
            2000),
    MAILBOX_DELETE("mailbox:delete", Section.MAILBOX, "Delete and move away messages", 2015),
    MAILBOX_FOLDERS("mailbox:folders", Section.MAILBOX, "Create, rename and delete folders"),
    MAILBOX_SEND_AS("mailbox:send-as", Section.MAILBOX, "Send under the mailbox's address", 2001),
    MAILBOX_SHARE("mailbox:share", Section.MAILBOX, "See who else has access", 2018),
    INSTANCE_ORGANIZATIONS(
            "instance:organizations", Section.INSTANCE, "Create and switch off organizations"),
    INSTANCE_SETTINGS("instance:settings", Section.INSTANCE, "Change the settings of the instance"),
    INSTANCE_ADMINISTRATORS(
            "instance:administrators", Section.INSTANCE, "Name and remove system administrators"),
    INSTANCE_OUTBOX("instance:outbox", Section.INSTANCE, "Read and resend outgoing mails"),
    INSTANCE_AUDIT("instance:audit", Section.INSTANCE, "Read the audit log of the instance");

    private static final Map<String, Permission> BY_TEXT =
            Arrays.stream(values())
                    .collect(Collectors.toMap(Permission::text, Function.identity()));

    private final String text;
    private final Section section;
    private final String summary;
    private final @Nullable Integer code;

    Permission(String text, Section section, String summary) {
        this(text, section, summary, null);
    }

    Permission(String text, Section section, String summary, @Nullable Integer code) {
        this.text = text;
        this.section = section;
        this.summary = summary;
        this.code = code;
    }

    /** What a right is held on, and so the only level of role that may name it. */
    public enum Level {
        /** Of system administrators only, part of no role. */
        INSTANCE,
        ORGANIZATION,
        MAILBOX
    }

    /** The parts of the catalogue, in the order the console shows them. */
    public enum Section {
        ORGANIZATION,
        UNITS,
        USERS,
        ROLES,
        MAILBOXES,
        JOBS,
        AUDIT,
        /** Rights on one mailbox, which are held there and not in the organization. */
        MAILBOX,
        INSTANCE
    }

    @JsonValue
    public String text() {
        return text;
    }

    public Section section() {
        return section;
    }

    /** What the right allows, in one English phrase. */
    public String summary() {
        return summary;
    }

    public Level level() {
        return switch (section) {
            case INSTANCE -> Level.INSTANCE;
            case MAILBOX -> Level.MAILBOX;
            default -> Level.ORGANIZATION;
        };
    }

    public boolean ofInstance() {
        return level() == Level.INSTANCE;
    }

    /**
     * The number by which other systems know the right; one number may stand for several of ours,
     * where those know only one. Unique together with the level only.
     */
    public Optional<Integer> code() {
        return Optional.ofNullable(code);
    }

    /** The answer to whoever lacks the right: 403, with its name. */
    public Problem lacking() {
        return AccessProblems.notPermitted().with(Map.of("permission", text));
    }

    /** The permission of that text, or nothing. */
    public static Optional<Permission> parse(String text) {
        return Optional.ofNullable(BY_TEXT.get(text));
    }

    @JsonCreator
    static Permission valueOfText(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("no such permission"));
    }
}
