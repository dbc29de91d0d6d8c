package io.muster.webmail;

import java.util.Arrays;
import java.util.Optional;

/** What the folders are for that everybody has, in the order in which they are shown. */
public enum FolderRole {
    INBOX("INBOX"),
    DRAFTS("Drafts"),
    SENT("Sent"),
    ARCHIVE("Archive"),
    JUNK("Spam"),
    TRASH("Trash");

    private final String folder;

    FolderRole(String folder) {
        this.folder = folder;
    }

    /** The name of that folder in each mailbox. */
    public String folder() {
        return folder;
    }

    static Optional<FolderRole> of(String folder) {
        return Arrays.stream(values()).filter(role -> role.folder.equals(folder)).findFirst();
    }

    /** Whether a folder is that one, or below it. */
    boolean holds(String name) {
        return name.equals(folder) || name.startsWith(folder + ".");
    }
}
