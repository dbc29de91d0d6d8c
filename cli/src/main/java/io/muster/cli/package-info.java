/**
 * The command line {@code muster}: a client of the REST API and nothing more. It knows no class of
 * the server.
 */
@NullMarked
package io.muster.cli;

import org.jspecify.annotations.NullMarked;
