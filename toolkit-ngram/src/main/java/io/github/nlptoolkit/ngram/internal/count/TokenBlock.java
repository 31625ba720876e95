package io.github.nlptoolkit.ngram.internal.count;

import io.github.nlptoolkit.ngram.internal.column.IntColumn;
import io.github.nlptoolkit.ngram.internal.words.WordTable;

/**
 * Tokens of one text in a row, by id, with what stands at the boundaries of sentences. Not
 * thread-safe while it is filled.
 */
final class TokenBlock {
  /** Lies between sentences where no word does. */
  static final int GAP = -1;

  private final int order;
  private final Boundary boundary;
  private final int begin;
  private final int end;
  private IntColumn ids = new IntColumn();
  private int firstCounted;
  private boolean atStart = true;

  TokenBlock(int order, Boundary boundary, int begin, int end) {
    this.order = order;
    this.boundary = boundary;
    this.begin = begin;
    this.end = end;
  }

  void add(int id) {
    if (atStart) {
      atStart = false;
      if (boundary == Boundary.PADDED) {
        pad(begin);
      }
    }
    ids.add(id);
  }

  void endSentence() {
    if (atStart && boundary == Boundary.PADDED) {
      pad(begin);
    }
    atStart = true;
    if (boundary == Boundary.MARKED) {
      ids.add(WordTable.END);
      return;
    }
    if (boundary == Boundary.PADDED) {
      pad(end);
    }
    ids.add(GAP);
  }

  private void pad(int id) {
    for (int i = 1; i < order; i++) {
      ids.add(id);
    }
  }

  /** Forgets all but the context of the next token. */
  void startOver() {
    IntColumn next = new IntColumn();
    int from = Math.max(0, ids.size() - order);
    for (int i = from; i < ids.size(); i++) {
      next.add(ids.get(i));
    }
    firstCounted = next.size();
    ids = next;
  }

  int size() {
    return ids.size();
  }

  /** The first place whose token is counted; those before it are context. */
  int firstCounted() {
    return firstCounted;
  }

  int get(int position) {
    return ids.get(position);
  }

  /** Whether nothing can come before a word. */
  boolean beginsSentence(int id) {
    return boundary == Boundary.MARKED && id == WordTable.BEGIN;
  }

  /**
   * Some of the words before a position, packed into one number, the nearest in its highest bits:
   * each is its id plus 1, and 0 where the sentence had begun before.
   *
   * @param position the position
   * @param skip how many words before it to leave out; the sentence must reach so far back
   * @param span how many to pack
   * @param bits how many bits each gets
   */
  long context(int position, int skip, int span, int bits) {
    long key = 0;
    int at = position - skip;
    int shift = (span - 1) * bits;
    for (int i = 0; i < span; i++) {
      at--;
      int id = at < 0 ? GAP : ids.get(at);
      if (boundary == Boundary.MARKED) {
        if (at < 0 || id == WordTable.END) {
          return key | ((WordTable.BEGIN + 1L) << shift);
        }
      } else if (id == GAP) {
        return key;
      }
      key |= (id + 1L) << shift;
      shift -= bits;
    }
    return key;
  }
}
