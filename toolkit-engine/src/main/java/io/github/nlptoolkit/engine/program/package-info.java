/**
 * TorchScript programs: readable text, assembled and loaded at run time, with weights handed in.
 */
@NullMarked
package io.github.nlptoolkit.engine.program;

import org.jspecify.annotations.NullMarked;
