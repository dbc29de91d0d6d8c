package io.muster.users;

/** How a user proves who he is; the default is what the instance says. */
public enum SignInMethod {
    DEFAULT,
    PASSWORD,
    DIRECTORY,
    OIDC
}
