package io.muster.workbooks;

import io.muster.access.Permission;
import io.muster.kernel.RoleId;
import io.muster.roles.Gifts.Gift;
import io.muster.roles.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Reads the cells that say what somebody gets on one level: ids of roles and codes of permissions,
 * with commas between them, in either column.
 */
final class GiftCells {

    private static final int MOST = 200;

    /** So many faults of a cell are told in words. */
    private static final int MOST_FAULTS = 3;

    private static final int MOST_KEPT = 1_000;

    private final Permission.Level level;
    private final Map<UUID, Role> known;
    private final Offer offer;
    private final Set<RoleId> offered;

    /**
     * Thousands of rows say the same. Only cells without faults, and not all that a file may hold.
     */
    private final Map<String, Cell> read = new HashMap<>();

    GiftCells(Permission.Level level, List<Role> known, Offer offer) {
        this.level = level;
        this.known =
                known.stream().collect(Collectors.toMap(role -> role.id().value(), role -> role));
        this.offer = offer;
        this.offered = offer.roles().stream().map(Role::id).collect(Collectors.toSet());
    }

    private record Fault(String code, String message) {}

    private record Cell(Set<RoleId> roles, Set<Permission> permissions, List<Fault> faults) {}

    Gift read(String sheet, int row, String roles, String permissions, Findings errors) {
        Cell first = cell(roles);
        Cell second = cell(permissions);
        first.faults().forEach(fault -> errors.add(sheet, 1, row, fault.code(), fault.message()));
        second.faults().forEach(fault -> errors.add(sheet, 2, row, fault.code(), fault.message()));
        Set<RoleId> allRoles = new HashSet<>(first.roles());
        allRoles.addAll(second.roles());
        Set<Permission> allPermissions = new HashSet<>(first.permissions());
        allPermissions.addAll(second.permissions());
        return new Gift(allRoles, allPermissions);
    }

    private Cell cell(String text) {
        Cell known = read.get(text);
        if (known != null) {
            return known;
        }
        Cell cell = words(text);
        if (cell.faults().isEmpty() && read.size() < MOST_KEPT) {
            read.put(text, cell);
        }
        return cell;
    }

    private Cell words(String text) {
        Cell cell = new Cell(new HashSet<>(), EnumSet.noneOf(Permission.class), new ArrayList<>());
        String[] words = text.split("[,;\\s]+", MOST + 2);
        if (words.length > MOST + 1) {
            cell.faults().add(new Fault("too-many", "A cell names at most 200 roles and codes."));
            return cell;
        }
        Set<String> different = new LinkedHashSet<>(Arrays.asList(words));
        different.remove("");
        int left = different.size();
        for (String word : different) {
            if (cell.faults().size() == MOST_FAULTS) {
                cell.faults()
                        .add(
                                new Fault(
                                        "more-words",
                                        "%,d more words of this cell were not looked at."
                                                .formatted(left)));
                break;
            }
            uuid(word).ifPresentOrElse(id -> role(cell, id), () -> permission(cell, word));
            left--;
        }
        return cell;
    }

    private void role(Cell cell, UUID id) {
        Role role = known.get(id);
        if (role == null) {
            cell.faults()
                    .add(
                            new Fault(
                                    "role-unknown",
                                    "There is no role %s in this organization.".formatted(id)));
        } else if (role.level() != level) {
            cell.faults()
                    .add(
                            new Fault(
                                    "other-level",
                                    "The role %s is for %s."
                                            .formatted(role.name(), place(role.level()))));
        } else if (!offered.contains(role.id())) {
            cell.faults()
                    .add(
                            new Fault(
                                    "beyond-own-rights",
                                    "The role %s is not yours to give.".formatted(role.name())));
        } else {
            cell.roles().add(role.id());
        }
    }

    private void permission(Cell cell, String word) {
        Set<Permission> named = Offer.permissions(word, level);
        if (named.isEmpty()) {
            cell.faults()
                    .add(
                            new Fault(
                                    "permission-unknown",
                                    "%s is no permission for %s."
                                            .formatted(Findings.quoted(word), place(level))));
        } else if (!offer.permissions().containsAll(named)) {
            cell.faults()
                    .add(
                            new Fault(
                                    "beyond-own-rights",
                                    "The permission %s is not yours to give.".formatted(word)));
        } else {
            cell.permissions().addAll(named);
        }
    }

    private static String place(Permission.Level level) {
        return switch (level) {
            case MAILBOX -> "mailboxes";
            case ORGANIZATION -> "the account";
            case INSTANCE -> "the instance";
        };
    }

    /** Java takes shorter forms for ids too; a cell has all 36 characters. */
    static Optional<UUID> uuid(String text) {
        try {
            return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
