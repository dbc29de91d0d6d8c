package io.muster.users;

/** A rule that keeps an act from a user; the code is stable, the sentence is for people. */
public enum UserRule {
    GONE("users.no-longer-exists", "This user no longer exists."),
    ONESELF("users.oneself", "Nobody can do this to himself."),
    PRIMARY_ADMINISTRATOR(
            "users.primary-administrator",
            "Only a system administrator can do this to an owner of the organization."),
    MORE_RIGHTS(
            "users.more-rights",
            "This user holds rights that you lack, so you can't do this to him."),
    DELETED("users.deleted", "This user is deleted. Restore him first."),
    NOT_DELETED("users.not-deleted", "This user is not deleted."),
    NO_OWN_PASSWORD(
            "users.no-own-password",
            "This user signs in without a password of his own: through a directory or another provider."),
    NO_SEAT(
            "users.no-seat",
            "All licences of the organization are in use. Disable somebody else first, or ask for more seats."),
    NOT_ACTIVE("users.not-active", "This user is not active. Enable him first."),
    NO_ADDRESS("users.no-address", "This user has no e-mail address to send a link to."),
    MAILBOX_HERE(
            "users.mailbox-here",
            "This user reads his mail here and has no address for recovery: he could not open the mail without the password in it."),
    NO_WAY_FOR_MAIL(
            "users.no-way-for-mail",
            "No mail can be sent at the moment, so no password is made anew."),
    NO_MAIL_ADDRESS(
            "users.no-mail-address",
            "This user has neither an e-mail address nor one for recovery."),
    NO_SUCH_UNIT("users.no-such-unit", "There is no such unit."),
    NO_SUCH_ROLE("users.no-such-role", "There is no such role."),
    BEYOND_OWN_RIGHTS(
            "users.beyond-own-rights",
            "The role holds rights that you lack, so you can't give it."),
    NOT_PERMITTED("users.not-permitted", "You lack the permission to give or take roles."),
    GUEST(
            "users.guest",
            "Another organization manages this user. Here you can change his rights or remove him from the organization."),
    LAST_OWNER(
            "users.last-owner",
            "Without this user no owner of the organization could sign in. Make somebody else an owner first."),
    LAST_OWNER_ELSEWHERE(
            "users.last-owner-elsewhere",
            "Without this user another organization would have no owner. A system administrator can make somebody else an owner there first."),
    LAST_SYSTEM_ADMINISTRATOR(
            "users.last-system-administrator",
            "Without this user no system administrator could sign in. Make somebody else one first."),
    DOMAIN_INACTIVE(
            "users.domain-inactive",
            "This domain of the organization isn't active. Activate it first."),
    DOMAIN_FOREIGN("users.domain-foreign", "This domain belongs to another organization."),
    DOMAIN_OUTSIDE(
            "users.domain-outside",
            "This is none of the organization's domains. Invite the person instead."),
    DOMAIN_UNPROVED(
            "users.domain-unproved",
            "The organization has to prove a domain before it gives addresses in it."),
    CORPORATE_ELSEWHERE(
            "users.corporate-elsewhere",
            "This user is a corporate user of another organization and stays so."),
    HOME_ELSEWHERE(
            "users.home-elsewhere",
            "This user keeps his account in the organization that manages it, and has a place here without rights."),
    EXPIRY_RANGE(
            "users.expiry-range", "The account can end on a day to come only, within 50 years."),
    CHANGED_SINCE("users.changed-since", "Somebody changed this since, so it stays as it is."),
    UNIT_GONE("users.unit-gone", "The former unit was deleted since."),
    SUCCESSOR_GONE(
            "users.successor-gone",
            "The successor has no account here that is in use. Choose somebody else."),
    SUCCESSOR("users.successor", "This user is the one who is to take over."),
    OFFBOARDING_PLANNED(
            "users.offboarding-planned",
            "An earlier offboarding of this user waits for its day. Cancel it first."),
    OFFBOARDING_LATE(
            "users.offboarding-late", "A date of the offboarding was over before it was his turn."),
    OFFBOARDER_GONE(
            "users.offboarder-gone", "Who planned this has no place in the organization any more."),
    OFFBOARDER_LACKS(
            "users.offboarder-lacks", "Who planned this lacks the permission that it needs."),
    ALREADY("users.already", "Nothing to do: this user is so already.");

    private final String code;
    private final String sentence;

    UserRule(String code, String sentence) {
        this.code = code;
        this.sentence = sentence;
    }

    public String code() {
        return code;
    }

    public String sentence() {
        return sentence;
    }
}
