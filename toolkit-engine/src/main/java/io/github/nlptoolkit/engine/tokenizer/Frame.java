package io.github.nlptoolkit.engine.tokenizer;

import io.github.nlptoolkit.engine.internal.djl.TokenizerOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The special tokens around a text or pair and the types that go with them, such as {@code [CLS] A
 * [SEP] B [SEP]}. It is learnt from one example that the library framed.
 *
 * <p>We frame and truncate ourselves because the library, when it truncates, also builds every part
 * that it cut off, for a pair even every part of the one with every part of the other.
 */
final class Frame {

  /**
   * A special token, or the place of a text.
   *
   * @param sequence 0 or 1 for a text, -1 for a special token
   * @param id the id of the special token
   * @param typeId the type of the special token or of all tokens of the text
   */
  record Piece(int sequence, int id, int typeId) {}

  private final List<Piece> pieces;
  private final int specialTokens;

  private Frame(List<Piece> pieces) {
    this.pieces = List.copyOf(pieces);
    this.specialTokens = (int) pieces.stream().filter(piece -> piece.sequence() < 0).count();
  }

  /** The frame of an example, in which each text has at least one token. */
  static Frame of(TokenizerOutput example) {
    long[] ids = example.ids();
    long[] typeIds = example.typeIds();
    long[] sequenceIds = example.sequenceIds();
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < ids.length; i++) {
      int sequence = (int) sequenceIds[i];
      boolean sameText = sequence >= 0 && i > 0 && sequence == sequenceIds[i - 1];
      if (!sameText) {
        pieces.add(new Piece(sequence, (int) ids[i], (int) typeIds[i]));
      }
    }
    return new Frame(pieces);
  }

  /** How many special tokens it adds. */
  int specialTokens() {
    return specialTokens;
  }

  /** The ids of the special tokens. */
  int[] specialIds() {
    return pieces.stream().filter(piece -> piece.sequence() < 0).mapToInt(Piece::id).toArray();
  }

  /** Ids and types of framed texts. */
  TokenIds ids(Truncation kept, TextTokens first, @Nullable TextTokens second) {
    int size = size(kept);
    int[] ids = new int[size];
    int[] typeIds = new int[size];
    int at = 0;
    for (Piece piece : pieces) {
      TextTokens tokens = tokensOf(piece, first, second);
      int count = tokens == null ? 1 : kept.of(piece.sequence());
      Arrays.fill(typeIds, at, at + count, piece.typeId());
      for (int i = 0; i < count; i++) {
        ids[at + i] = tokens == null ? piece.id() : tokens.id(i);
      }
      at += count;
    }
    boolean truncated =
        kept.first() < first.count() || (second != null && kept.second() < second.count());
    return new TokenIds(ids, typeIds, truncated);
  }

  /** All else of framed texts. */
  EncodingParts parts(Truncation kept, TextTokens first, @Nullable TextTokens second) {
    EncodingParts parts = new EncodingParts(size(kept));
    int at = 0;
    for (Piece piece : pieces) {
      TextTokens tokens = tokensOf(piece, first, second);
      if (tokens == null) {
        parts.special(at++);
      } else {
        parts.text(at, piece.sequence(), tokens, kept.of(piece.sequence()));
        at += kept.of(piece.sequence());
      }
    }
    return parts;
  }

  private int size(Truncation kept) {
    int size = 0;
    for (Piece piece : pieces) {
      size = Math.addExact(size, piece.sequence() < 0 ? 1 : kept.of(piece.sequence()));
    }
    return size;
  }

  /** The tokens of the text that has this place, or null for a special token. */
  private static @Nullable TextTokens tokensOf(
      Piece piece, TextTokens first, @Nullable TextTokens second) {
    return switch (piece.sequence()) {
      case 0 -> first;
      case 1 -> second;
      default -> null;
    };
  }
}
