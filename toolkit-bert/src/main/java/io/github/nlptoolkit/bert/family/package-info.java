/** Model families: what their configurations and tensors are called. */
@NullMarked
package io.github.nlptoolkit.bert.family;

import org.jspecify.annotations.NullMarked;
