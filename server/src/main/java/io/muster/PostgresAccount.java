package io.muster;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;

/**
 * The account PostgreSQL's programs run under. They refuse root, so root runs them in a user
 * namespace of their own (no privileges, same files), or where that isn't allowed as the account
 * nobody, which then owns the database folder.
 *
 * @param prefix the words that stand before each command
 * @param owner the name of the account that must own the files
 */
record PostgresAccount(List<String> prefix, String owner) {

    private static final String UNPRIVILEGED = "nobody";

    /**
     * @throws StartRefusal when root has no way to run a program without its privileges
     */
    static PostgresAccount find() throws IOException, InterruptedException {
        boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        String self = Files.getOwner(Path.of("/proc/self")).getName();
        if (!root) {
            return new PostgresAccount(List.of(), self);
        }
        var namespace = new PostgresAccount(List.of("unshare", "--user"), self);
        if (namespace.works()) {
            return namespace;
        }
        PostgresAccount other = unprivileged();
        if (other.works()) {
            return other;
        }
        throw new StartRefusal(
                "PostgreSQL refuses to run as root, and neither 'unshare --user' nor 'setpriv' (both"
                        + " of util-linux) works here: start Muster as an ordinary user, or name a"
                        + " database with MUSTER_DATABASE_URL.");
    }

    /** The second way, for root where user namespaces are not permitted. */
    static PostgresAccount unprivileged() {
        return new PostgresAccount(
                List.of(
                        "setpriv",
                        "--reuid=" + UNPRIVILEGED,
                        "--regid=65534",
                        "--clear-groups",
                        "--no-new-privs"),
                UNPRIVILEGED);
    }

    private boolean works() throws IOException, InterruptedException {
        return run(List.of("true"));
    }

    /** Gives a file, or a folder and everything in it, to this account. */
    void own(Path path) throws IOException {
        UserPrincipal account =
                path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(owner);
        if (!Files.getOwner(path).equals(account)) {
            Files.walkFileTree(path, new Giving(account));
        }
    }

    /**
     * @throws StartRefusal when this account can't get to the folder and write there
     */
    void reach(Path folder) throws IOException, InterruptedException {
        if (!run(List.of("test", "-w", folder.toString(), "-a", "-x", folder.toString()))) {
            throw new StartRefusal(
                    "the account %s, which PostgreSQL runs under, can't write in %s: choose a data folder that it can reach."
                            .formatted(owner, folder));
        }
    }

    private boolean run(List<String> command) throws IOException, InterruptedException {
        try {
            return process(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            if (prefix.isEmpty()) {
                throw missing;
            }
            return false;
        }
    }

    ProcessBuilder process(List<String> command) {
        var words = new ArrayList<>(prefix);
        words.addAll(command);
        return new ProcessBuilder(words);
    }

    private static final class Giving extends SimpleFileVisitor<Path> {

        private final UserPrincipal account;

        Giving(UserPrincipal account) {
            this.account = account;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
            Files.setOwner(folder, account);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            if (!attributes.isSymbolicLink()) {
                Files.setOwner(file, account);
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
