/**
 * Names to checkpoint folders. {@link io.github.nlptoolkit.models.Models} turns a name that a
 * person writes into a folder that a checkpoint reader opens.
 */
@NullMarked
package io.github.nlptoolkit.models;

import org.jspecify.annotations.NullMarked;
