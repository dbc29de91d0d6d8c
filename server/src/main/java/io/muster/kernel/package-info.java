/**
 * The values every module speaks with: addresses, ids, cursors, problems, changes. No Spring beans,
 * no SQL.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.muster.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
