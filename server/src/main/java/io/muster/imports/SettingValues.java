package io.muster.imports;

import io.muster.kernel.UnitId;
import io.muster.users.AccountExpiry;
import io.muster.users.FormerUser;
import io.muster.users.ProvisioningUndo.Standing;
import io.muster.users.SignInMethod;
import io.muster.users.User;
import io.muster.users.UserState;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings of a user in the form in which undo keeps and compares them, and back. */
final class SettingValues {

    /** Stands for a deleted user where others are enabled or not. */
    static final String DELETED = "deleted";

    private SettingValues() {}

    /** Every setting that an import can change; units by their ids, empty text for none. */
    static Map<ImportField, String> of(Standing standing) {
        User user = standing.user();
        Map<ImportField, String> settings = ProfileFields.of(user.profile());
        settings.put(ImportField.ADDRESS, text(user.address()));
        settings.put(ImportField.LOGON_NAME, text(user.logonName()));
        settings.put(ImportField.UNIT, user.unit().toString());
        settings.put(ImportField.SIGN_IN_METHOD, user.signInMethod().name());
        settings.put(ImportField.ENABLED, enabled(user.state()));
        settings.put(ImportField.ALLOW_INCOMING, String.valueOf(user.allowIncoming()));
        settings.put(
                ImportField.PASSWORD_CHANGES_DISABLED,
                String.valueOf(standing.passwordChangesDisabled()));
        settings.put(ImportField.EXPIRES_ON, new AccountExpiry(user.expiresOn()).toString());
        return settings;
    }

    /** The same with settings of his mailbox. */
    static Map<ImportField, String> of(Standing standing, Map<ImportField, String> mailbox) {
        Map<ImportField, String> settings = of(standing);
        settings.putAll(mailbox);
        return settings;
    }

    /** Whether he waits for a password follows from his sign-in method and is no setting. */
    private static String enabled(UserState state) {
        return switch (state) {
            case DELETED -> DELETED;
            case DISABLED -> "false";
            case ACTIVE, WAITING_FOR_PASSWORD, INVITED -> "true";
        };
    }

    private static String text(@Nullable String name) {
        return name == null ? "" : name;
    }

    /** The settings that differ, as they are in the first. */
    static Map<ImportField, String> differing(
            Map<ImportField, String> from, Map<ImportField, String> other) {
        Map<ImportField, String> differing = new EnumMap<>(ImportField.class);
        from.forEach((setting, value) -> {
            if (!value.equals(other.get(setting))) {
                differing.put(setting, value);
            }
        });
        return differing;
    }

    /** The user with these settings as they were. */
    static FormerUser former(User user, Map<ImportField, String> back) {
        String unit = back.get(ImportField.UNIT);
        String method = back.get(ImportField.SIGN_IN_METHOD);
        return new FormerUser(
                user,
                name(back.getOrDefault(ImportField.ADDRESS, text(user.address()))),
                name(back.getOrDefault(ImportField.LOGON_NAME, text(user.logonName()))),
                profile -> ProfileFields.with(profile, back),
                unit == null ? null : UnitId.valueOf(unit),
                method == null ? null : SignInMethod.valueOf(method),
                flag(back, ImportField.ENABLED),
                flag(back, ImportField.ALLOW_INCOMING),
                flag(back, ImportField.PASSWORD_CHANGES_DISABLED),
                expiry(back));
    }

    private static @Nullable AccountExpiry expiry(Map<ImportField, String> back) {
        String value = back.get(ImportField.EXPIRES_ON);
        return value == null ? null : AccountExpiry.parse(value).orElseThrow();
    }

    private static @Nullable String name(String text) {
        return text.isEmpty() ? null : text;
    }

    private static @Nullable Boolean flag(Map<ImportField, String> back, ImportField setting) {
        String value = back.get(setting);
        return value == null ? null : Boolean.valueOf(value);
    }
}
