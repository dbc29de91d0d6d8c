/** The command line against the running server, as scripts and people use it. */
@NullMarked
package io.muster.cli;

import org.jspecify.annotations.NullMarked;
