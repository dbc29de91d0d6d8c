package io.muster.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An operation on the caller's own things: whoever is signed in may call it. It takes the {@link
 * Actor}. API tokens are let in only where {@link #tokens()} says so, so that a stolen token can't
 * change a password or make further tokens.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface SignedIn {
    boolean tokens() default false;

    /**
     * Whether a token is let in only as long as it may do all that its user may: for what no
     * permission covers and a token made for one purpose has no business with.
     */
    boolean wholeTokens() default false;

    /** Whether it may change something while an administrator works with the account. */
    Impersonated impersonated() default Impersonated.REFUSED;

    /** What an administrator in somebody's account may change there. */
    enum Impersonated {
        /** Nothing: it is about who the user is, his password or his sessions. */
        REFUSED,
        /** Yes, unless he came to look only. */
        CHANGING,
        /** Yes, for it is about the impersonation itself. */
        ALWAYS
    }
}
