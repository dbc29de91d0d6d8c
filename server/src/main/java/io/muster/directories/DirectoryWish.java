package io.muster.directories;

import org.jspecify.annotations.Nullable;

/**
 * A directory as somebody wants it; null where he left it out.
 *
 * @param server see {@link ServerName}
 * @param secret null keeps the one that is set
 */
record DirectoryWish(
        @Nullable String name,
        @Nullable DirectoryKind kind,
        @Nullable String server,
        @Nullable DirectorySecurity security,
        @Nullable String authorities,
        @Nullable String account,
        @Nullable String secret,
        @Nullable String base,
        @Nullable String filter,
        @Nullable WantedAttributes attributes,
        @Nullable Integer pageSize,
        @Nullable Integer connectSeconds,
        @Nullable Integer answerSeconds) {

    /** Leaves the secret out. */
    @Override
    public String toString() {
        return "DirectoryWish[" + name + "]";
    }

    /** Attributes; null for what the kind of server calls it, empty for none. */
    record WantedAttributes(
            @Nullable String entryId,
            @Nullable String logonName,
            @Nullable String address,
            @Nullable String displayName,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String title,
            @Nullable String department,
            @Nullable String officePhone,
            @Nullable String mobilePhone) {

        static final WantedAttributes USUAL =
                new WantedAttributes(null, null, null, null, null, null, null, null, null, null);

        AttributeMapping over(AttributeMapping usual) {
            return new AttributeMapping(
                    either(entryId, usual.entryId()),
                    either(logonName, usual.logonName()),
                    either(address, usual.address()),
                    either(displayName, usual.displayName()),
                    either(firstName, usual.firstName()),
                    either(lastName, usual.lastName()),
                    either(title, usual.title()),
                    either(department, usual.department()),
                    either(officePhone, usual.officePhone()),
                    either(mobilePhone, usual.mobilePhone()));
        }

        private static String either(@Nullable String wanted, String usual) {
            return wanted == null ? usual : wanted.strip();
        }
    }
}
