/** What tests of all modules stand on: one server start, one database per test class. */
@NullMarked
package io.muster.testing;

import org.jspecify.annotations.NullMarked;
