package io.muster.imports;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.imports.ImportRow.Fault;
import io.muster.kernel.UnitId;
import io.muster.organizations.Unit;
import io.muster.organizations.UnitPath;
import io.muster.organizations.UnitTree;
import io.muster.organizations.Units;
import io.muster.roles.Grants;
import io.muster.roles.Role;
import io.muster.roles.Roles;
import io.muster.roles.SystemRole;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Finds the units and roles that rows name. */
@Component
class RowLookups {

    private final Units units;
    private final Roles roles;
    private final Grants grants;

    RowLookups(Units units, Roles roles, Grants grants) {
        this.units = units;
        this.roles = roles;
        this.grants = grants;
    }

    /**
     * Looks up everything that some rows name, at once.
     *
     * @param createUnits whether a unit that is missing will be made
     */
    Found find(OrganizationScope scope, Collection<ImportRow.Usable> rows, boolean createUnits) {
        Set<String> paths = values(rows, ImportField.UNIT);
        UnitTree tree = paths.isEmpty() ? new UnitTree(List.of()) : units.tree(scope);
        Map<String, UnitId> places = new HashMap<>();
        Map<UnitId, UnitPath> missing = new LinkedHashMap<>();
        for (String text : paths) {
            UnitPath path = UnitPath.parse(text).orElseThrow();
            String key = path.toString().toLowerCase(Locale.ROOT);
            if (!places.containsKey(key)) {
                Optional<Unit> unit = tree.find(path);
                if (unit.isPresent()) {
                    places.put(key, unit.get().id());
                } else if (createUnits && scope.holds(Permission.UNITS_MANAGE)) {
                    // Stands for the unit until it is made; no user is in it yet.
                    UnitId place = UnitId.next();
                    places.put(key, place);
                    missing.put(place, path);
                }
            }
        }
        Set<String> names =
                values(rows, ImportField.ROLES).stream()
                        .flatMap(text -> EscapedList.split(text, ';').stream())
                        .collect(Collectors.toSet());
        return new Found(places, missing, named(scope, names), mayGive(scope, names));
    }

    private Map<String, Role> named(OrganizationScope scope, Set<String> names) {
        return names.isEmpty()
                ? Map.of()
                : roles.named(scope, names).stream()
                        .collect(Collectors.toMap(role -> fold(role.name()), role -> role));
    }

    private Map<String, Grants.Outcome> mayGive(OrganizationScope scope, Set<String> names) {
        Map<String, Grants.Outcome> outcomes = new HashMap<>();
        named(scope, names)
                .forEach((name, role) -> outcomes.put(name, grants.mayGive(scope, role.id())));
        return outcomes;
    }

    /** Makes units that were missing; returns the true id of each. */
    Map<UnitId, UnitId> make(OrganizationScope scope, Map<UnitId, UnitPath> missing) {
        Map<UnitId, UnitId> made = new HashMap<>();
        missing.forEach((place, path) -> {
            if (units.reach(scope, path) instanceof Units.Reach.Reached(UnitId unit, _)) {
                made.put(place, unit);
            }
        });
        return made;
    }

    /** In the order of the file: the first row's spelling names a unit that is made. */
    private static Set<String> values(Collection<ImportRow.Usable> rows, ImportField field) {
        return rows.stream()
                .map(row -> row.values().getOrDefault(field, ""))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /**
     * What was found.
     *
     * @param missing units that will be made, by the id that stands for them meanwhile
     */
    record Found(
            Map<String, UnitId> places,
            Map<UnitId, UnitPath> missing,
            Map<String, Role> roles,
            Map<String, Grants.Outcome> mayGive) {

        Optional<UnitId> unit(ImportRow.Usable row) {
            return Optional.ofNullable(row.values().get(ImportField.UNIT))
                    .map(text -> places.get(fold(text)));
        }

        /** Without the one that everybody holds. */
        List<Role> roles(ImportRow.Usable row) {
            return names(row).stream()
                    .map(name -> roles.get(fold(name)))
                    .filter(role -> role != null && !role.id().equals(SystemRole.MEMBER.id()))
                    .toList();
        }

        /** What the row names and can't have. */
        List<Fault> faults(ImportRow.Usable row, RowReader reader) {
            List<Fault> faults = new ArrayList<>();
            if (row.values().containsKey(ImportField.UNIT) && unit(row).isEmpty()) {
                faults.add(
                        reader.fault(
                                ImportField.UNIT,
                                "unknown-unit",
                                "names a unit that doesn't exist."));
            }
            for (String name : names(row)) {
                Grants.Outcome outcome = mayGive.get(fold(name));
                if (outcome == null) {
                    faults.add(
                            reader.fault(
                                    ImportField.ROLES,
                                    "unknown-role",
                                    "names \"%s\", which is no role here.".formatted(name)));
                } else if (outcome instanceof Grants.Outcome.Refused) {
                    faults.add(
                            reader.fault(
                                    ImportField.ROLES,
                                    "not-permitted",
                                    "names \"%s\", a role that you may not give.".formatted(name)));
                }
            }
            return faults;
        }

        private static List<String> names(ImportRow.Usable row) {
            String text = row.values().get(ImportField.ROLES);
            return text == null ? List.of() : EscapedList.split(text, ';');
        }
    }
}
