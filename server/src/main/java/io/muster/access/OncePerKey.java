package io.muster.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an operation that makes something: a caller who doesn't know whether his request arrived
 * sends it again with the same header {@code Idempotency-Key} and gets the first answer instead of
 * a second thing.
 *
 * <p>The request then runs in one transaction with the keeping of its answer, so the operation may
 * count on no transaction of its own; a refusal takes back all that it wrote. Its body is JSON of
 * at most 1 MB, its answer has at most 256 KB and holds no secret, for it is kept for a day.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface OncePerKey {}
