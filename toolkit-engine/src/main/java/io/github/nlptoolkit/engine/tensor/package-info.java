/** Plain values that go into a native program and come out of it. */
@NullMarked
package io.github.nlptoolkit.engine.tensor;

import org.jspecify.annotations.NullMarked;
