package io.github.nlptoolkit.engine.train;

/**
 * A step that was taken. Immutable and thread-safe.
 *
 * @param step how many steps have been taken, this one included
 * @param total how many there will be
 * @param epoch the epoch that its batches are of, from 0
 * @param loss the loss before the step
 * @param rate the learning rate
 * @param gradientNorm the norm of all gradients together, before clipping
 */
public record TrainingStep(
    long step, long total, long epoch, double loss, double rate, double gradientNorm) {}
