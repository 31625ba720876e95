/** The exceptions that several modules throw. */
@NullMarked
package io.github.nlptoolkit.failure;

import org.jspecify.annotations.NullMarked;
