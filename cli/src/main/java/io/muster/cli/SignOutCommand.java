package io.muster.cli;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Signs out: the token is revoked at the server and forgotten here. */
@Command(
        name = "sign-out",
        description = "Revokes the token at the server and removes it from this machine.")
final class SignOutCommand implements Callable<Integer> {

    private final Session session;

    SignOutCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Optional<Profile> profile = session.profiles().read();
        if (profile.isEmpty()) {
            session.output().outcome(Json.object(Map.of()), "You were not signed in.");
            return ExitCode.OK.number();
        }
        boolean revoked = revoke(profile.get());
        session.profiles().remove();
        session.output()
                .outcome(
                        Json.object(Map.of("revoked", revoked)),
                        revoked
                                ? "Signed out of %s.".formatted(profile.get().server())
                                : "Signed out on this machine. %s could not be asked to revoke the token: revoke it in the console."
                                        .formatted(profile.get().server()));
        return ExitCode.OK.number();
    }

    /** False when the server could not be reached; a token that is over already is fine. */
    static boolean revoke(Profile profile) {
        try (Api api = new Api(ServerAddress.parse(profile.server(), true), profile.token())) {
            api.delete("/api/v1/me/tokens/current");
            return true;
        } catch (Failure failure) {
            return failure.code() == ExitCode.NOT_ALLOWED;
        }
    }
}
