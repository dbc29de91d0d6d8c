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
}
