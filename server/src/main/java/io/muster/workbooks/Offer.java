package io.muster.workbooks;

import io.muster.access.Permission;
import io.muster.mailboxes.MailboxGifts;
import io.muster.roles.Role;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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

    /** By the number in decimal; a workbook may have millions of words. */
    private static final Map<Permission.Level, Map<String, Set<Permission>>> WITH_CODE =
            Arrays.stream(Permission.values())
                    .filter(permission -> permission.code().isPresent())
                    .collect(
                            Collectors.groupingBy(
                                    Permission::level,
                                    Collectors.groupingBy(
                                            permission ->
                                                    permission
                                                            .code()
                                                            .map(String::valueOf)
                                                            .orElseThrow(),
                                            Collectors.toUnmodifiableSet())));

    /**
     * What a permission is called in a cell: its number where that means it alone, else its name.
     */
    static String code(Permission permission) {
        return permission
                .code()
                .map(String::valueOf)
                .filter(code -> withCode(code, permission.level()).size() == 1)
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
        return withCode(code, level);
    }

    private static Set<Permission> withCode(String code, Permission.Level level) {
        return WITH_CODE.getOrDefault(level, Map.of()).getOrDefault(code, Set.of());
    }
}
