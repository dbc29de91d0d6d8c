package io.muster.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The file that keeps who is signed in, readable by its owner only: {@code muster/profile.json} in
 * {@code $XDG_CONFIG_HOME} or {@code ~/.config}.
 */
final class Profiles {

    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private final Path file;

    Profiles(Terminal terminal) {
        String folder = terminal.variable("XDG_CONFIG_HOME");
        String home = terminal.variable("HOME");
        this.file =
                (folder.isEmpty()
                                ? Path.of(home.isEmpty() ? System.getProperty("user.home") : home)
                                        .resolve(".config")
                                : Path.of(folder))
                        .resolve("muster")
                        .resolve("profile.json");
    }

    Path file() {
        return file;
    }

    /**
     * Reads the profile.
     *
     * @throws Failure when others can read the file too: then its token may be theirs as well
     */
    Optional<Profile> read() {
        try {
            String text = Files.readString(file);
            if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
                throw new Failure(
                        ExitCode.NOT_ALLOWED,
                        """
                        Others can read the token in %s.
                        Sign out and in again, or close it with: chmod 600 %s\
                        """
                                .formatted(file, file));
            }
            JsonNode json = Json.read(text);
            return Optional.of(
                    new Profile(
                            Json.text(json, "server"),
                            Json.text(json, "token"),
                            Json.text(json, "account"),
                            Json.text(json, "organization")));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException | JacksonException fault) {
            throw Failure.usage("%s can't be read: %s".formatted(file, fault.getMessage()));
        }
    }

    /** Keeps the profile. The file is never there with more rights, nor half written. */
    void write(Profile profile) {
        try {
            Files.createDirectories(
                    file.getParent(),
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            Path draft =
                    Files.createTempFile(
                            file.getParent(),
                            "profile",
                            ".json",
                            PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.writeString(
                    draft,
                    Json.pretty(
                            Map.of(
                                    "server", profile.server(),
                                    "token", profile.token(),
                                    "account", profile.account(),
                                    "organization", profile.organization())));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException fault) {
            throw Failure.usage("%s can't be written: %s".formatted(file, fault.getMessage()));
        }
    }

    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException fault) {
            throw Failure.usage("%s can't be removed: %s".formatted(file, fault.getMessage()));
        }
    }
}
