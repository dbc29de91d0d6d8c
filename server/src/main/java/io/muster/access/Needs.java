package io.muster.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The permission without which an operation answers 403. With a permission of an organization the
 * path names it as {@code organizationId}, and the operation takes the {@link OrganizationScope};
 * with one of the instance it takes the {@link InstanceScope}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Needs {
    Permission value();

    /**
     * Lets a member without the permission through as well: the operation itself demands it ({@link
     * OrganizationScope#demand}) for everything that the caller doesn't own.
     */
    boolean orOwn() default false;

    /**
     * Permissions of the same level that let in too, each alone; the operation itself then holds
     * every part of what is asked against the right that part needs.
     */
    Permission[] or() default {};
}
