package io.github.nlptoolkit.engine.tokenizer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.BitSet;

/**
 * Checks the normalisation table of SentencePiece: a double-array trie (as of Darts-clone), whose
 * leaves point into a text. The library trusts it, and ends the process where it leads astray.
 */
final class CharsMap {
  private final ByteBuffer trie;
  private final int units;
  private final byte[] text;

  private CharsMap(ByteBuffer trie, byte[] text) {
    this.trie = trie;
    this.units = trie.limit() / 4;
    this.text = text;
  }

  /**
   * Checks one.
   *
   * @throws IllegalArgumentException if it is damaged; the message says how
   */
  static void check(String base64) {
    byte[] bytes = Base64.getDecoder().decode(base64);
    ByteBuffer table = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long trieBytes = bytes.length < 4 ? -1 : Integer.toUnsignedLong(table.getInt());
    if (trieBytes < 1024 || trieBytes % 4 != 0 || trieBytes > table.remaining()) {
      throw new IllegalArgumentException(
          "a precompiled_charsmap of " + bytes.length + " bytes with a trie of " + trieBytes);
    }
    ByteBuffer trie = table.slice(4, (int) trieBytes).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer rest = table.slice(4 + (int) trieBytes, bytes.length - 4 - (int) trieBytes);
    byte[] text = new byte[rest.remaining()];
    rest.get(text);
    try {
      CharBuffer unused = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a precompiled_charsmap whose text is not UTF-8", e);
    }
    new CharsMap(trie, text).walk();
  }

  /** Follows every key that the trie has. */
  private void walk() {
    BitSet seen = new BitSet(units);
    ArrayDeque<Integer> open = new ArrayDeque<>();
    visit(base(0), seen, open);
    while (!open.isEmpty()) {
      int base = open.remove();
      for (int key = 1; key < 256; key++) {
        int unit = trie.getInt(4 * (base ^ key));
        if ((unit & 0x800000FF) == key) {
          int next = visit(base(base ^ key), seen, open);
          if ((unit >> 8 & 1) == 1) {
            checkLeaf(trie.getInt(4 * next) & 0x7FFFFFFF);
          }
        }
      }
    }
  }

  private int base(int place) {
    int unit = trie.getInt(4 * place);
    return place ^ (unit >>> 10 << ((unit & 1 << 9) >>> 6));
  }

  /** Any byte may follow, so the whole block of 256 must be there. */
  private int visit(int base, BitSet seen, ArrayDeque<Integer> open) {
    if (base < 0 || (base | 255) >= units) {
      throw new IllegalArgumentException(
          "a precompiled_charsmap that leads to unit " + base + " of " + units);
    }
    if (!seen.get(base)) {
      seen.set(base);
      open.add(base);
    }
    return base;
  }

  private void checkLeaf(int start) {
    boolean inside = start <= text.length;
    boolean midCharacter = inside && start < text.length && (text[start] & 0xC0) == 0x80;
    if (!inside || midCharacter) {
      throw new IllegalArgumentException(
          "a precompiled_charsmap that leads to byte " + start + " of a text of " + text.length);
    }
  }
}
