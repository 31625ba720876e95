package io.github.nlptoolkit.word2vec;

import io.github.nlptoolkit.word2vec.internal.kernel.VectorKernel;
import java.util.Arrays;

/** Words and vectors in memory, in blocks, since one array would be too small for many. */
final class HeapStore implements VectorStore {

  private static final int BLOCK_FLOATS = 1 << 22;
  private static final int FIRST_FLOATS = 1 << 13;

  private final int dimension;
  private final int rowsPerBlock;
  private float[][] blocks = new float[4][];
  private int rows;
  private int count;
  private String[] words = new String[16];
  private long[] frequencies = new long[0];
  private float[] norms = new float[0];
  // Row + 1; 0 is a free slot. At most half full.
  private int[] slots = new int[32];

  HeapStore(int dimension) {
    this.dimension = dimension;
    // A multiple of BLOCK, so that no scan crosses blocks.
    this.rowsPerBlock = Math.max(1, BLOCK_FLOATS / dimension / BLOCK) * BLOCK;
  }

  /** Adds a word's vector; false if there is the word already. */
  boolean add(String word, float[] source, int at, long frequency) {
    if (find(word) >= 0) {
      return false;
    }
    if (count == words.length) {
      words = Arrays.copyOf(words, grown(count));
    }
    words[count] = word;
    if (frequency != 0) {
      if (frequencies.length <= count) {
        frequencies = Arrays.copyOf(frequencies, grown(count));
      }
      frequencies[count] = frequency;
    }
    addRow(source, at);
    count++;
    if (2 * count > slots.length) {
      slots = new int[2 * slots.length];
      for (int row = 0; row < count - 1; row++) {
        insert(row);
      }
    }
    insert(count - 1);
    return true;
  }

  /** Adds the vector of a bucket, after all words. */
  void addRow(float[] source, int at) {
    int block = rows / rowsPerBlock;
    int inBlock = rows % rowsPerBlock;
    if (block == blocks.length) {
      blocks = Arrays.copyOf(blocks, 2 * block);
    }
    if (inBlock == 0) {
      // The first block grows; from the second on it is known that there is much to come.
      int first = Math.max(1, Math.min(rowsPerBlock, FIRST_FLOATS / dimension));
      blocks[block] = new float[(block == 0 ? first : rowsPerBlock) * dimension];
    } else if (inBlock * dimension == blocks[block].length) {
      int more = Math.min(2 * inBlock, rowsPerBlock);
      blocks[block] = Arrays.copyOf(blocks[block], more * dimension);
    }
    System.arraycopy(source, at, blocks[block], inBlock * dimension, dimension);
    rows++;
  }

  /** Ends the adding. */
  HeapStore finished() {
    norms = new float[count];
    for (int row = 0; row < count; row++) {
      float[] block = blocks[row / rowsPerBlock];
      norms[row] = Vectors.norm(block, row % rowsPerBlock * dimension, dimension);
    }
    frequencies = Arrays.copyOf(frequencies, count);
    return this;
  }

  private static int grown(int size) {
    return (int) Math.min(Integer.MAX_VALUE - 8, Math.max(16, 2L * size));
  }

  private void insert(int row) {
    int mask = slots.length - 1;
    int slot = slot(words[row]);
    while (slots[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = row + 1;
  }

  private int slot(String word) {
    int hash = word.hashCode() * 0x9E3779B9;
    return (hash ^ hash >>> 15) & (slots.length - 1);
  }

  @Override
  public int find(String word) {
    int mask = slots.length - 1;
    for (int slot = slot(word); ; slot = (slot + 1) & mask) {
      int row = slots[slot] - 1;
      if (row < 0 || words[row].equals(word)) {
        return row;
      }
    }
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public String word(int row) {
    return words[row];
  }

  @Override
  public long frequency(int row) {
    return frequencies[row];
  }

  @Override
  public float norm(int row) {
    return norms[row];
  }

  @Override
  public void copy(int row, float[] target, int at) {
    System.arraycopy(
        blocks[row / rowsPerBlock], row % rowsPerBlock * dimension, target, at, dimension);
  }

  @Override
  public void dots(
      VectorKernel kernel, float[] query, int from, int count, float[] result, float[] scratch) {
    int inBlock = from % rowsPerBlock;
    int first = Math.min(count, rowsPerBlock - inBlock);
    kernel.dots(query, blocks[from / rowsPerBlock], inBlock * dimension, dimension, first, result);
    if (first < count) {
      float[] rest = new float[count - first];
      kernel.dots(query, blocks[from / rowsPerBlock + 1], 0, dimension, rest.length, rest);
      System.arraycopy(rest, 0, result, first, rest.length);
    }
  }

  @Override
  public int scratchSize() {
    return 0;
  }
}
