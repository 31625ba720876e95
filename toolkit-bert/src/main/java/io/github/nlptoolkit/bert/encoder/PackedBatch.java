package io.github.nlptoolkit.bert.encoder;

import io.github.nlptoolkit.bert.family.EncoderConfig;
import io.github.nlptoolkit.engine.tensor.Argument;
import io.github.nlptoolkit.engine.tokenizer.TokenIds;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Some texts as one row of tokens without padding. Texts of one length must lie together. Immutable
 * and thread-safe.
 */
final class PackedBatch {
  private final long[] ids;
  private final long[] positions;
  private final long[] types;
  private final long[] groups;

  private PackedBatch(long[] ids, long[] positions, long[] types, long[] groups) {
    this.ids = ids;
    this.positions = positions;
    this.types = types;
    this.groups = groups;
  }

  /**
   * Packs texts.
   *
   * @param texts their tokens, each at least one
   * @param config the encoder's shape
   */
  static PackedBatch of(List<TokenIds> texts, EncoderConfig config) {
    int tokens = 0;
    int lengths = 0;
    boolean typed = false;
    for (int i = 0; i < texts.size(); i++) {
      TokenIds text = texts.get(i);
      tokens += text.size();
      lengths += i == 0 || texts.get(i - 1).size() != text.size() ? 1 : 0;
      typed |= config.types() > 1 && typed(text);
    }
    long[] ids = new long[tokens];
    long[] positions = new long[tokens];
    long[] types = new long[typed ? tokens : 0];
    long[] groups = new long[2 * lengths];
    int at = 0;
    int group = -2;
    for (int i = 0; i < texts.size(); i++) {
      TokenIds text = texts.get(i);
      if (i == 0 || texts.get(i - 1).size() != text.size()) {
        group += 2;
        groups[group + 1] = text.size();
      }
      groups[group]++;
      int position = config.firstPosition();
      for (int j = 0; j < text.size(); j++, at++) {
        ids[at] = text.id(j);
        boolean counted = config.paddingId().isEmpty() || ids[at] != config.paddingId().getAsInt();
        positions[at] = counted ? position++ : config.paddingId().getAsInt();
        if (typed) {
          types[at] = text.typeId(j);
        }
      }
    }
    return new PackedBatch(ids, positions, types, groups);
  }

  /**
   * Packs some of the texts.
   *
   * @param texts their tokens
   * @param rows the indices of those to pack, each of at least one token
   * @param config the encoder's shape
   */
  static PackedBatch of(List<TokenIds> texts, int[] rows, EncoderConfig config) {
    return of(IntStream.of(rows).mapToObj(texts::get).toList(), config);
  }

  private static boolean typed(TokenIds text) {
    for (int i = 0; i < text.size(); i++) {
      if (text.typeId(i) != 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * What every method of an encoder's program begins with: the batch, and the encoder's shape.
   *
   * @param config the encoder's shape
   * @param plan its plan, as an argument
   */
  List<Argument> arguments(EncoderConfig config, Argument plan) {
    return List.of(
        ids(),
        positions(),
        types(),
        groups(),
        plan,
        new Argument.Int(config.heads()),
        new Argument.Decimal(config.normEps()),
        new Argument.Str(config.activation().operator()),
        new Argument.Str(config.activation().algorithm()));
  }

  /** The ids themselves, and what belongs to them, for whoever computes without the engine. */
  <T> T read(TokensReader<T> reader) {
    return reader.read(ids, positions, types);
  }

  /** Reads the tokens of a batch. */
  @FunctionalInterface
  interface TokensReader<T> {
    /**
     * Reads them.
     *
     * @param ids the ids
     * @param positions the positions
     * @param types the types, or none for all 0
     */
    T read(long[] ids, long[] positions, long[] types);
  }

  Argument ids() {
    return Argument.indices(ids);
  }

  Argument positions() {
    return Argument.indices(positions);
  }

  Argument types() {
    return Argument.indices(types);
  }

  Argument groups() {
    return Argument.ints(groups);
  }

  int tokens() {
    return ids.length;
  }

  /** Pairs of numbers: how many texts of how many tokens, in the order that they lie in. */
  long[] lengths() {
    return groups;
  }
}
