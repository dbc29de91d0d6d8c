/**
 * Puts the process together: start, database, web server, error answers, console pages. Holds no
 * rule of the product.
 */
@NullMarked
package io.muster;

import org.jspecify.annotations.NullMarked;
