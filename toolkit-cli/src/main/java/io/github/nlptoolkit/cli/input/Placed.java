package io.github.nlptoolkit.cli.input;

/**
 * Something of the input and where it stood, for messages.
 *
 * @param <T> the type of what stood there
 * @param place such as {@code lines.txt:7}
 * @param value what stood there
 */
public record Placed<T>(String place, T value) {}
