package io.muster.imports;

import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an import did to one user and is not undone yet.
 *
 * @param place counts the changes of the import from 1, in the order in which they were done
 * @param line where the row starts in the file
 * @param name what the row calls the user
 * @param created whether the import made him; then the settings are empty
 * @param version of the user after the change
 * @param grants how often what he holds had been changed, after the change
 * @param before the settings that differ, in their stored form; empty text for none
 * @param after the same settings as the import wrote them
 * @param roles that he was given
 */
record ImportChange(
        long place,
        long line,
        String name,
        UserId user,
        boolean created,
        int version,
        int grants,
        Map<ImportField, String> before,
        Map<ImportField, String> after,
        List<RoleId> roles) {

    ImportChange {
        before = copy(before);
        after = copy(after);
        roles = List.copyOf(roles);
    }

    private static Map<ImportField, String> copy(Map<ImportField, String> settings) {
        Map<ImportField, String> copy = new EnumMap<>(ImportField.class);
        copy.putAll(settings);
        return Collections.unmodifiableMap(copy);
    }

    /** Whether nothing is different. */
    boolean nothing() {
        return !created && before.isEmpty() && roles.isEmpty();
    }

    /** Whether the import deleted him. */
    boolean deleted() {
        return SettingValues.DELETED.equals(after.get(ImportField.ENABLED));
    }

    /** The same in that place. */
    ImportChange at(long other) {
        return new ImportChange(
                other, line, name, user, created, version, grants, before, after, roles);
    }

    /** What is left of it when only these settings and roles are. */
    ImportChange only(Set<ImportField> settings, List<RoleId> given) {
        Map<ImportField, String> was = new EnumMap<>(before);
        Map<ImportField, String> is = new EnumMap<>(after);
        was.keySet().retainAll(settings);
        is.keySet().retainAll(settings);
        return new ImportChange(place, line, name, user, created, version, grants, was, is, given);
    }

    /**
     * This change and one that the same import made later, as one: where nobody stepped in between,
     * undo leads to what was before this one.
     *
     * @param versionBetween of the user right before the later change
     * @param grantsBetween how often what he holds had been changed right before it
     */
    ImportChange and(ImportChange later, int versionBetween, int grantsBetween) {
        if (created) {
            return versionBetween == version && grantsBetween == grants
                    ? new ImportChange(
                            place,
                            line,
                            name,
                            user,
                            true,
                            later.version,
                            later.grants,
                            Map.of(),
                            Map.of(),
                            List.of())
                    : this;
        }
        Map<ImportField, String> was = new EnumMap<>(ImportField.class);
        Map<ImportField, String> is = new EnumMap<>(ImportField.class);
        Set<ImportField> settings = EnumSet.noneOf(ImportField.class);
        settings.addAll(before.keySet());
        settings.addAll(later.before.keySet());
        for (ImportField setting : settings) {
            String mine = before.get(setting);
            String theirs = later.before.get(setting);
            String first =
                    theirs == null || (mine != null && theirs.equals(after.get(setting)))
                            ? mine
                            : theirs;
            String last = later.after.getOrDefault(setting, after.get(setting));
            if (first != null && last != null && !first.equals(last)) {
                was.put(setting, first);
                is.put(setting, last);
            }
        }
        Set<RoleId> given = new LinkedHashSet<>(roles);
        given.addAll(later.roles);
        return new ImportChange(
                place,
                line,
                name,
                user,
                false,
                later.version,
                later.grants,
                was,
                is,
                List.copyOf(given));
    }
}
