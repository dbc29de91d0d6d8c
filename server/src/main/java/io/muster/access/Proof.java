package io.muster.access;

/** By what somebody showed who he is when he signed in. */
public enum Proof {
    PASSWORD,
    /** A code of an authenticator app, or a recovery code. */
    PASSWORD_AND_CODE,
    PASSWORD_AND_PASSKEY,
    PASSKEY
}
