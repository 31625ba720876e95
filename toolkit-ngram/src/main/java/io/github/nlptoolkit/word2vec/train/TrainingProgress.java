package io.github.nlptoolkit.word2vec.train;

/**
 * How far training is. Immutable and thread-safe.
 *
 * @param epoch the epoch that is under way, from 1; {@code epochs} at the end
 * @param epochs how many there are
 * @param words how many words of the corpus have been read in all epochs so far, those outside of
 *     the vocabulary too
 * @param totalWords how many there will be
 * @param wordsPerSecond how many of them a second, since training began or went on
 * @param secondsLeft how long it will take at this speed
 * @param learningRate the rate now
 * @param loss the mean loss of a prediction (a word with its counter-examples or its code) over the
 *     last stretch, in nats, estimated from one in 64; NaN if none was measured
 * @param overlongWords how many words of more than 1,000 bytes the corpus has
 * @param malformedWords how many words that are no UTF-8 the corpus has, of those often enough
 */
public record TrainingProgress(
    int epoch,
    int epochs,
    long words,
    long totalWords,
    double wordsPerSecond,
    double secondsLeft,
    float learningRate,
    double loss,
    long overlongWords,
    long malformedWords) {}
