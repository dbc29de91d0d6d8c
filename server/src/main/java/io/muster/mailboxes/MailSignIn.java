package io.muster.mailboxes;

import io.muster.access.ServiceSignIn;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/** Lets users in to their mail with the password of their account. */
@Component
public class MailSignIn {

    private final ServiceSignIn signIn;
    private final MailServices services;
    private final MailUses uses;

    MailSignIn(ServiceSignIn signIn, MailServices services, MailUses uses) {
        this.signIn = signIn;
        this.services = services;
        this.uses = uses;
    }

    /** What became of an attempt. */
    public sealed interface Entry {
        /** It is the mailbox that name and password open. */
        record Admitted(MailboxOwner owner) implements Entry {}

        /** Whatever was wrong: nobody learns who exists. */
        record Refused() implements Entry {}

        /** The password was right, but the service is switched off for that user. */
        record SwitchedOff() implements Entry {}

        /** Nobody can say now whether the password is right: worth another attempt later. */
        record CannotCheck() implements Entry {}
    }

    /**
     * Lets somebody in, or says no.
     *
     * @param address the IP address of the client
     */
    public Entry attempt(MailService service, String name, String password, String address) {
        return switch (signIn.attempt(
                name, password, address, admitted -> allows(service, MailSignIn.owner(admitted)))) {
            case ServiceSignIn.Attempt.Passed(var admitted) -> {
                MailboxOwner owner = owner(admitted);
                uses.began(owner, service, address);
                yield new Entry.Admitted(owner);
            }
            case ServiceSignIn.Attempt.Refused() -> new Entry.Refused();
            case ServiceSignIn.Attempt.NotForThisService() -> new Entry.SwitchedOff();
            case ServiceSignIn.Attempt.CannotCheck() -> new Entry.CannotCheck();
        };
    }

    /**
     * An administrator who works with the mail of a user.
     *
     * @param owner whose mail it is
     * @param readOnly whether he may look only
     * @param goesOn whether he may stay; to be asked as long as he does
     */
    public record Delegated(MailboxOwner owner, boolean readOnly, BooleanSupplier goesOn) {}

    /**
     * Lets an administrator in to the mail of a user whom he impersonates in the console meanwhile,
     * or says no. It counts as no use of the service by that user, and his service switches, which
     * are for him, don't matter.
     *
     * @param other the name of the user
     * @param name and password of the administrator
     * @param address the IP address of the client
     */
    public Optional<Delegated> attemptAs(
            String other, String name, String password, String address) {
        return signIn.attemptAs(other, name, password, address)
                .map(one -> new Delegated(owner(one.user()), one.readOnly(), one::goesOn));
    }

    /**
     * Whether the user may stay. To be asked once more when a connection was noted as his: else one
     * that began while he was disabled could outlive it.
     */
    public boolean mayStay(MailService service, MailboxOwner owner) {
        return signIn.isOpen(owner.user()) && allows(service, owner);
    }

    private boolean allows(MailService service, MailboxOwner owner) {
        return services.allows(owner, ServiceSwitch.of(service));
    }

    private static MailboxOwner owner(ServiceSignIn.Admitted admitted) {
        return new MailboxOwner(admitted.user(), admitted.organization());
    }

    /** Notes until when a connection, which is over, was of use. */
    public void left(MailboxOwner owner, MailEngine.Connection connection) {
        uses.ended(owner, connection);
    }
}
