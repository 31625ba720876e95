/**
 * Training of programs: gradients, AdamW, schedules, a loop that can be stopped and taken up again.
 */
@NullMarked
package io.github.nlptoolkit.engine.train;

import org.jspecify.annotations.NullMarked;
