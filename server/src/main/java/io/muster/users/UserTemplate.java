package io.muster.users;

import io.muster.kernel.RoleId;
import io.muster.kernel.UnitId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a new user gets where nothing else is said of him. A setting that is null says nothing: then
 * the template above it decides, that of the instance, and at last the product.
 *
 * @param roles what a new user holds besides the role of everybody; never in the template of the
 *     instance, for roles are an organization's
 * @param unitId never in the template of the instance
 * @param mailboxLimitOctets how large the mailbox may become; 0 is without limit, null as the
 *     organization has it
 */
public record UserTemplate(
        @Nullable UnitId unitId,
        @Nullable List<RoleId> roles,
        @Nullable SignInMethod signInMethod,
        @Nullable Boolean mustChangePassword,
        @Nullable Boolean passwordChangesDisabled,
        @Nullable Boolean inAddressList,
        @Nullable String timeZone,
        @Nullable String language,
        @Nullable String company,
        @Nullable String department,
        @Nullable String webPage,
        @Nullable Long mailboxLimitOctets) {

    private static final long MOST_OCTETS = 1L << 50;

    public static final UserTemplate NOTHING =
            new UserTemplate(
                    null, null, null, null, null, null, null, null, null, null, null, null);

    /** This template, with what it doesn't say taken from the one above. */
    UserTemplate under(UserTemplate above) {
        return new UserTemplate(
                or(unitId, above.unitId),
                or(roles, above.roles),
                or(signInMethod, above.signInMethod),
                or(mustChangePassword, above.mustChangePassword),
                or(passwordChangesDisabled, above.passwordChangesDisabled),
                or(inAddressList, above.inAddressList),
                or(timeZone, above.timeZone),
                or(language, above.language),
                or(company, above.company),
                or(department, above.department),
                or(webPage, above.webPage),
                or(mailboxLimitOctets, above.mailboxLimitOctets));
    }

    /** The same with texts in the form in which they are stored; faults go to the check. */
    UserTemplate checked(FieldCheck check) {
        return new UserTemplate(
                unitId,
                roles == null ? null : distinct(roles, check),
                signInMethod,
                mustChangePassword,
                passwordChangesDisabled,
                inAddressList,
                timeZone == null ? null : check.timeZone("timeZone", timeZone),
                language == null ? null : check.language("language", language),
                company == null ? null : check.line("company", company, 255),
                department == null ? null : check.line("department", department, 255),
                webPage == null ? null : check.webPage("webPage", webPage),
                octets(check));
    }

    /** The form of a new user, with what it leaves out filled in. */
    ProfileForm fill(@Nullable ProfileForm given) {
        ProfileForm form = given == null ? ProfileForm.EMPTY : given;
        return new ProfileForm(
                form.displayName(),
                form.firstName(),
                form.middleName(),
                form.lastName(),
                form.title(),
                or(form.department(), department),
                or(form.company(), company),
                form.officePhone(),
                form.mobilePhone(),
                form.homePhone(),
                form.fax(),
                or(form.webPage(), webPage),
                form.recoveryAddress(),
                form.replyTo(),
                form.work(),
                form.home(),
                or(form.timeZone(), timeZone),
                or(form.language(), language),
                form.birthday(),
                form.notes(),
                form.externalId(),
                or(form.inAddressList(), inAddressList));
    }

    private @Nullable Long octets(FieldCheck check) {
        if (mailboxLimitOctets != null
                && (mailboxLimitOctets < 0 || mailboxLimitOctets > MOST_OCTETS)) {
            check.fault(
                    "mailboxLimitOctets", "range", "From 0 to %,d octets.".formatted(MOST_OCTETS));
        }
        return mailboxLimitOctets;
    }

    private static List<RoleId> distinct(List<RoleId> roles, FieldCheck check) {
        if (roles.size() > UserRoles.MOST) {
            check.fault("roles", "too-many", "At most 100 roles.");
        }
        return roles.stream().filter(Objects::nonNull).distinct().toList();
    }

    static <T> @Nullable T or(@Nullable T first, @Nullable T second) {
        return first == null ? second : first;
    }
}
