/** Results as files, tables and pages, and what changed since another run. */
@NullMarked
package io.github.nlptoolkit.eval.report;

import org.jspecify.annotations.NullMarked;
