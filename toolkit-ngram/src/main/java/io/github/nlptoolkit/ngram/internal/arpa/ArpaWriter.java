package io.github.nlptoolkit.ngram.internal.arpa;

import io.github.nlptoolkit.ngram.internal.parallel.InOrder;
import io.github.nlptoolkit.ngram.internal.table.NgramTable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes tables as ARPA text, pieces of them on several threads. */
public final class ArpaWriter {
  private static final int PIECE = 1 << 14;

  private final NgramTable table;

  /** Makes a writer of a table. */
  public ArpaWriter(NgramTable table) {
    this.table = table;
  }

  /**
   * Writes the whole.
   *
   * @param out where to; need not be buffered
   * @param threads what does the work
   */
  public void write(OutputStream out, InOrder threads) throws IOException {
    int[] counts = table.counts();
    StringBuilder head = new StringBuilder("\\data\\\n");
    for (int level = 0; level < counts.length; level++) {
      head.append("ngram ").append(level + 1).append('=').append(counts[level]).append('\n');
    }
    for (int level = 0; level < counts.length; level++) {
      head.append("\n\\").append(level + 1).append("-grams:\n");
      out.write(head.toString().getBytes(StandardCharsets.US_ASCII));
      head.setLength(0);
      int of = level;
      int size = table.size(level);
      threads.run(
          (size + PIECE - 1) / PIECE,
          n -> new Piece(of).format(n * PIECE, Math.min(size, (n + 1) * PIECE)),
          piece -> out.write(piece.text, 0, piece.length));
    }
    out.write("\n\\end\\\n".getBytes(StandardCharsets.US_ASCII));
  }

  /** The lines of some nodes of one level. */
  private final class Piece {
    private final int level;
    private final int[] nodes;
    private byte[] text = new byte[PIECE * 24];
    private int length;
    private byte[] suffix = new byte[64];
    private int suffixLength;

    Piece(int level) {
      this.level = level;
      nodes = new int[level + 1];
    }

    Piece format(int from, int to) {
      if (from >= to) {
        return this;
      }
      nodes[level] = from;
      for (int above = level; above > 0; above--) {
        nodes[above - 1] = table.parentOf(above, nodes[above]);
      }
      boolean hasBackoff = level + 1 < table.order();
      int end = spellSuffix();
      for (int node = from; node < to; node++) {
        if (node >= end) {
          end = advance(node);
        }
        line(node, hasBackoff);
      }
      return this;
    }

    /** Moves to the parent of a node; returns where its children end. */
    private int advance(int node) {
      int at = node;
      for (int above = level - 1; above >= 0; above--) {
        int old = nodes[above];
        while (table.childStart(above, nodes[above] + 1) <= at) {
          nodes[above]++;
        }
        if (nodes[above] == old) {
          break;
        }
        at = nodes[above];
      }
      return spellSuffix();
    }

    /** Spells all words but the first; returns where the children of the parent end. */
    private int spellSuffix() {
      if (level == 0) {
        return Integer.MAX_VALUE;
      }
      suffixLength = 0;
      for (int above = level - 1; above >= 0; above--) {
        int word = table.word(above, nodes[above]);
        int more = table.vocabulary().length(word) + 1;
        if (suffix.length - suffixLength < more) {
          suffix = Arrays.copyOf(suffix, suffixLength + Math.max(suffixLength, more));
        }
        suffix[suffixLength] = ' ';
        suffixLength = table.vocabulary().copy(word, suffix, suffixLength + 1);
      }
      return table.childStart(level - 1, nodes[level - 1] + 1);
    }

    private void line(int node, boolean hasBackoff) {
      float probability = table.probability(level, node);
      if (Float.isNaN(probability)) {
        return;
      }
      int word = table.word(level, node);
      long most = 2L * FloatText.MAX_LENGTH + table.vocabulary().length(word) + suffixLength + 4;
      if (text.length - length < most) {
        text = Arrays.copyOf(text, Math.toIntExact(Math.max(length + most, text.length * 3L / 2)));
      }
      int at = FloatText.write(probability, text, length);
      text[at++] = '\t';
      at = table.vocabulary().copy(word, text, at);
      System.arraycopy(suffix, 0, text, at, suffixLength);
      at += suffixLength;
      if (hasBackoff) {
        text[at++] = '\t';
        at = FloatText.write(table.backoff(level, node), text, at);
      }
      text[at++] = '\n';
      length = at;
    }
  }
}
