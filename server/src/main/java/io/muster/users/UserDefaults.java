package io.muster.users;

import io.muster.access.InstanceScope;
import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.Version;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The defaults of new users: one template an organization, and the instance's above them. Changing
 * one touches no user who is there already.
 */
@Component
public class UserDefaults {

    private static final UUID INSTANCE = new UUID(0, 0);

    private final JdbcClient jdbc;
    private final Scopes scopes;
    private final AuditLog audit;
    private final JsonMapper json;

    UserDefaults(JdbcClient jdbc, Scopes scopes, AuditLog audit, JsonMapper json) {
        this.jdbc = jdbc;
        this.scopes = scopes;
        this.audit = audit;
        this.json = json;
    }

    /**
     * @param ownFields what users may edit of their own profile, by the names of its fields
     * @param version 0 while nobody has said anything
     */
    record Stored(UserTemplate template, List<OwnField> ownFields, int version) {

        static final Stored NOTHING = new Stored(UserTemplate.NOTHING, OwnField.USUAL, 0);
    }

    /** What became of the wish to change them. */
    sealed interface Saving {
        record Saved(Stored now) implements Saving {}

        record ChangedMeanwhile(Stored current) implements Saving {}
    }

    /** What holds for new users of the organization. */
    public UserTemplate of(OrganizationScope scope) {
        UserTemplate own = scopes.in(scope, () -> read(scope.organization().value())).template();
        UserTemplate above = scopes.in(scopes.machinery(), () -> read(INSTANCE)).template();
        return own.under(above);
    }

    Stored read(OrganizationScope scope) {
        return scopes.in(scope, () -> read(scope.organization().value()));
    }

    Stored read(InstanceScope scope) {
        return scopes.in(scope, () -> read(INSTANCE));
    }

    Saving save(OrganizationScope scope, Version read, Stored wanted) {
        return scopes.in(
                scope,
                () -> {
                    OrganizationId organization = scope.organization();
                    Stored before = read(organization.value());
                    if (!write(organization.value(), read, wanted)) {
                        return new Saving.ChangedMeanwhile(before);
                    }
                    audit.record(scope, change(organization.value(), before, wanted));
                    return new Saving.Saved(read(organization.value()));
                });
    }

    Saving save(InstanceScope scope, Version read, Stored wanted) {
        return scopes.in(
                scope,
                () -> {
                    Stored before = read(INSTANCE);
                    if (!write(INSTANCE, read, wanted)) {
                        return new Saving.ChangedMeanwhile(before);
                    }
                    audit.record(scope, change(INSTANCE, before, wanted));
                    return new Saving.Saved(read(INSTANCE));
                });
    }

    private Change change(UUID id, Stored before, Stored after) {
        ChangedFields fields = ChangedFields.between(fields(before), fields(after));
        return Change.done(
                "users.defaults-changed", "user-defaults", id, "", fields.before(), fields.after());
    }

    private Map<String, @Nullable Object> fields(Stored stored) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        fields.put("template", json.convertValue(stored.template(), Map.class));
        fields.put("ownFields", stored.ownFields().toString());
        return fields;
    }

    private Stored read(UUID organization) {
        return jdbc.sql(
                        """
                        SELECT template::text, own_fields, version FROM user_defaults
                        WHERE organization_id = :organization
                        """)
                .param("organization", organization)
                .query((row, _) ->
                        new Stored(
                                json.readValue(row.getString(1), UserTemplate.class),
                                Arrays.stream((String[]) row.getArray(2).getArray())
                                        .map(OwnField::valueOf)
                                        .toList(),
                                row.getInt(3)))
                .optional()
                .orElse(Stored.NOTHING);
    }

    private boolean write(UUID organization, Version read, Stored wanted) {
        return jdbc.sql(
                                """
                                INSERT INTO user_defaults AS d (organization_id, template, own_fields, version)
                                SELECT :organization, :template::json, :fields, 1
                                WHERE :version = 0 OR EXISTS (
                                    SELECT 1 FROM user_defaults WHERE organization_id = :organization)
                                ON CONFLICT (organization_id) DO UPDATE
                                SET template = excluded.template, own_fields = excluded.own_fields,
                                    version = d.version + 1
                                WHERE d.version = :version
                                """)
                        .param("organization", organization)
                        .param("template", json.writeValueAsString(wanted.template()))
                        .param(
                                "fields",
                                wanted.ownFields().stream().map(Enum::name).toArray(String[]::new))
                        .param("version", read.number())
                        .update()
                == 1;
    }
}
