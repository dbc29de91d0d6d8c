package io.muster.users;

/** How a user proves who he is; the default is what the instance says. */
public enum SignInMethod {
    DEFAULT,
    PASSWORD,
    DIRECTORY,
    OIDC;

    /** Whether the user has a password here. The default of the instance is a password. */
    public boolean ownPassword() {
        return this == DEFAULT || this == PASSWORD;
    }
}
