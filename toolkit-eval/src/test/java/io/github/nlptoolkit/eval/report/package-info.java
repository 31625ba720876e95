@org.jspecify.annotations.NullMarked
package io.github.nlptoolkit.eval.report;
