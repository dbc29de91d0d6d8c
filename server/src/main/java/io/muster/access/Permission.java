package io.muster.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The catalogue of rights, by section. A right of level organization is held in one organization; a
 * right of level instance is held by system administrators only and is never part of a role.
 *
 * <p>The text form ({@code users:read}) is stored and sent; it never changes once released.
 */
public enum Permission {
    ORGANIZATION_READ("organization:read", Section.ORGANIZATION, "See the organization's settings"),
    ORGANIZATION_MANAGE(
            "organization:manage", Section.ORGANIZATION, "Change the organization's settings"),
    POLICY_MANAGE("policy:manage", Section.ORGANIZATION, "Change password and sign-in rules"),
    UNITS_READ("units:read", Section.UNITS, "See the organizational units"),
    UNITS_MANAGE(
            "units:manage",
            Section.UNITS,
            "Create, rename, move and delete units and say whom they see"),
    USERS_READ("users:read", Section.USERS, "See the users"),
    USERS_CREATE("users:create", Section.USERS, "Create users"),
    USERS_EDIT("users:edit", Section.USERS, "Edit, rename and move users"),
    USERS_DISABLE("users:disable", Section.USERS, "Disable and enable users"),
    USERS_DELETE("users:delete", Section.USERS, "Delete and restore users"),
    USERS_PURGE("users:purge", Section.USERS, "Delete users for good"),
    USERS_PASSWORDS("users:passwords", Section.USERS, "Reset and expire passwords"),
    USERS_DEFAULTS(
            "users:defaults", Section.USERS, "Change the defaults of new users and propagate them"),
    USERS_IMPORT("users:import", Section.USERS, "Import users from files"),
    USERS_EXPORT("users:export", Section.USERS, "Export users to files"),
    ROLES_READ("roles:read", Section.ROLES, "See roles and who holds what"),
    ROLES_MANAGE("roles:manage", Section.ROLES, "Create, copy and edit roles"),
    ROLES_DELETE("roles:delete", Section.ROLES, "Delete roles"),
    GRANTS_ASSIGN("grants:assign", Section.ROLES, "Give roles and permissions to users"),
    GRANTS_REVOKE("grants:revoke", Section.ROLES, "Take roles and permissions away from users"),
    JOBS_READ("jobs:read", Section.JOBS, "See the jobs of the organization and their results"),
    JOBS_CANCEL("jobs:cancel", Section.JOBS, "Cancel jobs"),
    AUDIT_READ("audit:read", Section.AUDIT, "Read and verify the audit log"),
    AUDIT_EXPORT("audit:export", Section.AUDIT, "Export the audit log"),
    INSTANCE_ORGANIZATIONS(
            "instance:organizations", Section.INSTANCE, "Create and switch off organizations"),
    INSTANCE_SETTINGS("instance:settings", Section.INSTANCE, "Change the settings of the instance"),
    INSTANCE_OUTBOX("instance:outbox", Section.INSTANCE, "Read and resend outgoing mails"),
    INSTANCE_AUDIT("instance:audit", Section.INSTANCE, "Read the audit log of the instance");

    private static final Map<String, Permission> BY_TEXT =
            Arrays.stream(values())
                    .collect(Collectors.toMap(Permission::text, Function.identity()));

    private final String text;
    private final Section section;
    private final String summary;

    Permission(String text, Section section, String summary) {
        this.text = text;
        this.section = section;
        this.summary = summary;
    }

    /** The parts of the catalogue, in the order the console shows them. */
    public enum Section {
        ORGANIZATION,
        UNITS,
        USERS,
        ROLES,
        JOBS,
        AUDIT,
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

    public boolean ofInstance() {
        return section == Section.INSTANCE;
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
