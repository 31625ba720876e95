package io.github.nlptoolkit.ngram.internal.binary;

/**
 * How many bits the fields of a record of one level take. Records follow each other without gaps: a
 * word, a probability without its sign, and but for the last level a back-off weight and where the
 * children begin; one record more than there are nodes says where the last children end.
 */
final class TrieFormat {
  static final int UNIGRAM_BYTES = 12;

  private static final int PADDING_BYTES = Long.BYTES;

  final boolean isLast;
  final int wordBits;
  final int probabilityBits;
  final int backoffBits;
  final int startBits;
  final int recordBits;

  TrieFormat(BinaryHeader header, int level) {
    isLast = level + 1 == header.order;
    wordBits = bits(header.nodes[0] - 1);
    probabilityBits = header.probabilityBits == 0 ? Integer.SIZE - 1 : header.probabilityBits;
    backoffBits = isLast ? 0 : header.backoffBits == 0 ? Integer.SIZE : header.backoffBits;
    startBits = isLast ? 0 : bits(header.nodes[level + 1]);
    recordBits = wordBits + probabilityBits + backoffBits + startBits;
  }

  private static int bits(long greatest) {
    return Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(greatest));
  }

  long bytes(long nodes) {
    return ((nodes + 1) * recordBits + 7) / 8 + PADDING_BYTES;
  }

  static long codebookBytes(int probabilityBits, int backoffBits) {
    long probabilities = probabilityBits == 0 ? 0 : 1L << probabilityBits;
    long backoffs = backoffBits == 0 ? 0 : 1L << backoffBits;
    return (probabilities + backoffs) * Float.BYTES;
  }
}
