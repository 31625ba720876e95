package io.github.nlptoolkit.sequence.scheme;

import io.github.nlptoolkit.text.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * Chunks of tokens as places in the text that the tokens are from, and back. Immutable and
 * thread-safe.
 */
public final class TextChunks {

  /** What becomes of a place that begins or ends within a token. */
  public enum Alignment {
    /** It is an error. */
    STRICT,
    /** It grows to the whole of the tokens that it touches. */
    EXPAND,
    /** It shrinks to the tokens that lie within it; gone if there are none. */
    CONTRACT
  }

  private TextChunks() {}

  /**
   * The places that chunks cover.
   *
   * @param chunks chunks of tokens
   * @param tokens the places of the tokens: UTF-16, half-open, in order
   * @return a place for each chunk, from its first token to its last; immutable
   * @throws IndexOutOfBoundsException if a chunk ends behind the tokens
   */
  public static List<TypedSpan> spans(List<Chunk> chunks, List<Span> tokens) {
    return chunks.stream()
        .map(
            chunk ->
                new TypedSpan(
                    chunk.type(),
                    new Span(tokens.get(chunk.start()).start(), tokens.get(chunk.end() - 1).end())))
        .toList();
  }

  /**
   * The chunks of tokens that places cover.
   *
   * @param spans places in the text
   * @param tokens the places of the tokens: UTF-16, half-open, in order, not overlapping
   * @param alignment what becomes of a place that cuts a token
   * @return a chunk for each place that has tokens; immutable
   * @throws IllegalArgumentException if a place cuts a token, or has none, and that is an error
   */
  public static List<Chunk> chunks(List<TypedSpan> spans, List<Span> tokens, Alignment alignment) {
    List<Chunk> chunks = new ArrayList<>(spans.size());
    for (TypedSpan typed : spans) {
      Span span = typed.span();
      int start = firstEndingAfter(tokens, span.start());
      int end = firstEndingAfter(tokens, span.end() - 1) + 1;
      end = end > tokens.size() || tokens.get(end - 1).start() >= span.end() ? end - 1 : end;
      boolean cutsFirst = start < end && tokens.get(start).start() < span.start();
      boolean cutsLast = start < end && tokens.get(end - 1).end() > span.end();
      if (alignment == Alignment.STRICT && (cutsFirst || cutsLast || start >= end)) {
        throw new IllegalArgumentException(
            "["
                + span.start()
                + ", "
                + span.end()
                + ") of type "
                + typed.type()
                + (start >= end ? " covers no token" : " cuts a token"));
      }
      if (alignment == Alignment.CONTRACT) {
        start += cutsFirst ? 1 : 0;
        end -= cutsLast ? 1 : 0;
      }
      if (start < end) {
        chunks.add(new Chunk(typed.type(), start, end));
      }
    }
    return List.copyOf(chunks);
  }

  /** The first token that ends after a place, by bisection. */
  private static int firstEndingAfter(List<Span> tokens, int place) {
    int low = 0;
    int high = tokens.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (tokens.get(middle).end() > place) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
