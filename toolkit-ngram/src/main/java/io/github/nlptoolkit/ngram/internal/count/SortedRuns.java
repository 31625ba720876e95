package io.github.nlptoolkit.ngram.internal.count;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** Sorted runs of n-grams in temporary files, and their merge. Not thread-safe. */
final class SortedRuns implements AutoCloseable {
  private static final int PART_GRAMS = 1 << 16;

  private final Path folder;
  private final int order;
  private final List<Path> files = new ArrayList<>();

  SortedRuns(Path folder, int order) {
    this.folder = folder;
    this.order = order;
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  /** What fills a run. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  void add(Content content) throws IOException {
    Path file = Files.createTempFile(folder, "ngram-", ".run");
    files.add(file);
    try (OutputStream out = Files.newOutputStream(file)) {
      content.writeTo(out);
    }
  }

  /** Merges all runs into a trie. */
  void mergeInto(CountTrie trie) throws IOException {
    List<RunReader> readers = new ArrayList<>();
    try {
      PriorityQueue<RunReader> queue = new PriorityQueue<>();
      for (Path file : files) {
        RunReader reader = new RunReader(file, order);
        readers.add(reader);
        if (reader.next()) {
          queue.add(reader);
        }
      }
      merge(queue, trie);
    } finally {
      for (RunReader reader : readers) {
        reader.close();
      }
    }
  }

  private void merge(PriorityQueue<RunReader> queue, CountTrie trie) throws IOException {
    TriePart part = new TriePart(order);
    int[] path = new int[order];
    int depth = 0;
    for (RunReader first = queue.poll(); first != null; first = queue.poll()) {
      int shared = first.shared(path, depth);
      if (shared == 0 && part.sizes[0] > 0 && part.sizes[order - 1] >= PART_GRAMS) {
        trie.append(part);
        part.clear();
      }
      depth = first.depth;
      System.arraycopy(first.path, 0, path, 0, depth);
      long count = first.count;
      advance(first, queue);
      while (!queue.isEmpty() && isSame(queue.peek(), path, depth)) {
        RunReader same = queue.remove();
        count += same.count;
        advance(same, queue);
      }
      part.add(shared, path, depth, checked(count));
    }
    trie.append(part);
  }

  private static int checked(long count) {
    if (count > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("an n-gram may occur at most 2^31-1 times");
    }
    return (int) count;
  }

  private static boolean isSame(RunReader reader, int[] path, int depth) {
    return reader.depth == depth && reader.shared(path, depth) == depth;
  }

  private static void advance(RunReader reader, PriorityQueue<RunReader> queue) throws IOException {
    if (reader.next()) {
      queue.add(reader);
    }
  }

  @Override
  public void close() throws IOException {
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    files.clear();
  }
}
