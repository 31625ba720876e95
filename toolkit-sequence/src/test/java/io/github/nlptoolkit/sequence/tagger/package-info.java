@org.jspecify.annotations.NullMarked
package io.github.nlptoolkit.sequence.tagger;
