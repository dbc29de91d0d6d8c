package io.muster.access;

import io.muster.access.SignInCounts.SignInDay;
import io.muster.kernel.Problem;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How many sign-ins an organization's users had; the sign-ins themselves are in the audit log. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/sign-ins")
class SignInCountEndpoint {

    private static final int LONGEST_ZONE = 64;

    private final SignInCounts counts;

    SignInCountEndpoint(SignInCounts counts) {
        this.counts = counts;
    }

    /**
     * Sign-ins by day.
     *
     * @param timeZone whose days they are
     * @param days the oldest first, today last; days without a sign-in too
     */
    record SignInsPerDay(String timeZone, List<SignInDay> days) {}

    /**
     * Counts the sign-ins of the last days to console and portal, of users who are at home in the
     * organization. 422 for a time zone that nobody knows.
     *
     * @param days 1 to 31, today included
     * @param timeZone whose midnights part the days, by its name in the IANA's list
     */
    @Needs(Permission.AUDIT_READ)
    @GetMapping
    SignInsPerDay perDay(
            OrganizationScope scope,
            @RequestParam(defaultValue = "30") int days,
            @RequestParam(defaultValue = "UTC") String timeZone) {
        if (days < 1 || days > SignInCounts.MOST_DAYS) {
            throw Problem.invalid("days", "range", "Sign-ins are counted for 1 to 31 days.")
                    .refusal();
        }
        return new SignInsPerDay(timeZone, counts.perDay(scope, zone(timeZone), days));
    }

    private static ZoneId zone(String name) {
        try {
            if (name.length() <= LONGEST_ZONE) {
                return ZoneId.of(name);
            }
        } catch (DateTimeException _) {
            // Answered below, as a name that is too long.
        }
        throw Problem.invalid("timeZone", "unknown-value", "There is no time zone of that name.")
                .refusal();
    }
}
