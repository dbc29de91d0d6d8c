package io.muster.workbooks;

import io.muster.access.Permission;
import io.muster.kernel.RoleId;
import io.muster.mailboxes.MailboxGifts;
import io.muster.roles.Role;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody may give by a workbook of his organization.
 *
 * @param organizationName as the sheet of the account calls it
 * @param roles of both levels, by name
 * @param permissions of both levels
 * @param mailboxes by name
 */
record Offer(
        String organizationName,
        List<Role> roles,
        Set<Permission> permissions,
        List<MailboxGifts.Named> mailboxes) {

    /**
     * What a permission is called in a cell: its number where that means it alone, else its name.
     */
    static String code(Permission permission) {
        return permission
                .code()
                .filter(code -> withCode(code, permission.level()).size() == 1)
                .map(String::valueOf)
                .orElse(permission.text());
    }

    /** The permissions that a cell names; none when it names no permission of that level. */
    static Set<Permission> permissions(String code, Permission.Level level) {
        Optional<Permission> named =
                Permission.parse(code.toLowerCase(Locale.ROOT))
                        .filter(found -> found.level() == level);
        if (named.isPresent()) {
            return EnumSet.of(named.get());
        }
        try {
            return withCode(Integer.parseInt(code), level);
        } catch (NumberFormatException _) {
            return Set.of();
        }
    }

    private static Set<Permission> withCode(int code, Permission.Level level) {
        Set<Permission> found = EnumSet.noneOf(Permission.class);
        Arrays.stream(Permission.values())
                .filter(permission -> permission.level() == level)
                .filter(permission -> permission.code().filter(its -> its == code).isPresent())
                .forEach(found::add);
        return found;
    }

    Optional<Role> role(RoleId id) {
        return roles.stream().filter(role -> role.id().equals(id)).findFirst();
    }
}
