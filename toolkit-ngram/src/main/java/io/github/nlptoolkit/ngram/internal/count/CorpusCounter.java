package io.github.nlptoolkit.ngram.internal.count;

import io.github.nlptoolkit.ngram.internal.parallel.InOrder;
import io.github.nlptoolkit.ngram.internal.words.WordTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts the n-grams of a text: pieces of it become tokens on several threads, blocks of tokens
 * become sorted n-grams, and blocks that do not fit in memory become sorted runs on the disk that
 * are merged at the end. The result does not depend on threads and memory. Not thread-safe.
 */
public final class CorpusCounter {
  private static final int PIECE_BYTES = 1 << 20;
  private static final int MIN_BLOCK = 1 << 12;
  private static final int MAX_BLOCK = 1 << 30;

  /** Ids, positions, keys and the n-grams made of them. */
  private static final int BYTES_PER_TOKEN = 20;

  /**
   * How to count.
   *
   * @param order the greatest number of words of an n-gram
   * @param boundary what stands around sentences
   * @param skipSymbols whether the special words in the text are taken as blanks, not refused
   * @param threads how many threads work
   * @param memoryBytes about how much memory the tokens may take before they go to the disk
   * @param temporaryFolder where they go then
   * @param tokensDone is told how many tokens have been read, now and then
   */
  public record Settings(
      int order,
      Boundary boundary,
      boolean skipSymbols,
      int threads,
      long memoryBytes,
      Path temporaryFolder,
      LongConsumer tokensDone) {}

  /**
   * The only words that are counted as themselves; the others become the unknown word.
   *
   * @param words the words, the special ones first
   * @param begin whether the start of a sentence is one of them, where it is counted
   * @param end whether its end is
   */
  public record KeptWords(WordTable words, boolean begin, boolean end) {
    int beginId() {
      return begin ? WordTable.BEGIN : WordTable.UNKNOWN;
    }

    int endId() {
      return end ? WordTable.END : WordTable.UNKNOWN;
    }
  }

  /** Which words are kept. */
  @FunctionalInterface
  public interface WordFilter {
    /** The words to keep, of all with their counts by id. */
    KeptWords keep(WordTable words, long[] counts);
  }

  private final Settings settings;
  private long tokens;
  private long sentences;
  private boolean symbolsSkipped;

  /** Makes a counter for one text. */
  public CorpusCounter(Settings settings) {
    this.settings = settings;
  }

  /**
   * The tokens of a stream, piece by piece.
   *
   * @param endsLastLine whether the sentence of a last line without a line feed ends there
   */
  public static InOrder.Source<LocalTokens> tokens(
      InputStream in, Tokenizer tokenizer, boolean endsLastLine) {
    TextPieces pieces = new TextPieces(in, PIECE_BYTES, endsLastLine);
    return () -> {
      TextPieces.Piece piece = pieces.next();
      return piece == null ? null : tokenizing(piece, tokenizer);
    };
  }

  private static Callable<LocalTokens> tokenizing(TextPieces.Piece piece, Tokenizer tokenizer) {
    return () -> {
      LocalTokens tokens = new LocalTokens(piece.length() / 5);
      tokenizer.tokenize(piece.bytes(), 0, piece.length(), tokens);
      return tokens;
    };
  }

  /** How many words there were, without starts and ends of sentences. */
  public long tokens() {
    return tokens;
  }

  /** How many sentences there were. */
  public long sentences() {
    return sentences;
  }

  /** Whether special words were taken as blanks. */
  public boolean symbolsSkipped() {
    return symbolsSkipped;
  }

  /** The words that a filter keeps of a text. */
  public KeptWords words(InOrder.Source<LocalTokens> source, WordFilter filter) throws IOException {
    WordTable table = WordTable.withSpecials();
    long[][] counts = {new long[1 << 10]};
    long[] ends = {0};
    try (InOrder threads = new InOrder(settings.threads())) {
      threads.run(
          source,
          some -> {
            symbolsSkipped |= some.checkSpecials(settings.skipSymbols());
            some.renumber(table);
            if (counts[0].length < table.size()) {
              counts[0] = Arrays.copyOf(counts[0], 2 * table.size());
            }
            for (int i = 0; i < some.size(); i++) {
              int id = some.id(i);
              if (id == LocalTokens.SENTENCE_END) {
                ends[0]++;
              } else {
                counts[0][id]++;
              }
            }
          });
    }
    long marks = settings.boundary() == Boundary.PADDED ? settings.order() - 1L : 1;
    counts[0][WordTable.BEGIN] = ends[0] * marks;
    counts[0][WordTable.END] = ends[0] * marks;
    return filter.keep(table, counts[0]);
  }

  /**
   * Counts a text.
   *
   * @param source its tokens
   * @param kept the only words to keep; null for all
   */
  public CountTrie count(InOrder.Source<LocalTokens> source, @Nullable KeptWords kept)
      throws IOException {
    KeptWords words = kept == null ? new KeptWords(WordTable.withSpecials(), true, true) : kept;
    WordTable table = words.words();
    TokenBlock block =
        new TokenBlock(settings.order(), settings.boundary(), words.beginId(), words.endId());
    long room = settings.memoryBytes() / BYTES_PER_TOKEN;
    int limit = (int) Math.max(MIN_BLOCK, Math.min(MAX_BLOCK, room));
    try (InOrder threads = new InOrder(settings.threads());
        SortedRuns runs = new SortedRuns(settings.temporaryFolder(), settings.order())) {
      threads.run(
          source,
          some -> {
            symbolsSkipped |= some.checkSpecials(settings.skipSymbols());
            some.renumber(table, kept != null);
            take(some, block, limit, runs, threads, table);
            settings.tokensDone().accept(tokens);
          });
      CountTrie trie = new CountTrie(settings.order(), settings.boundary(), table);
      if (runs.isEmpty()) {
        BlockSorter sorter = new BlockSorter(block, settings.order(), table.size());
        sorter.sort(threads, TriePart::new, trie::append);
      } else {
        spill(block, runs, threads, table);
        runs.mergeInto(trie);
      }
      trie.finish();
      return trie;
    }
  }

  private void take(
      LocalTokens some,
      TokenBlock block,
      int limit,
      SortedRuns runs,
      InOrder threads,
      WordTable table)
      throws IOException {
    for (int i = 0; i < some.size(); i++) {
      int id = some.id(i);
      if (id == LocalTokens.SENTENCE_END) {
        block.endSentence();
        sentences++;
      } else {
        block.add(id);
        tokens++;
      }
      if (block.size() >= limit) {
        spill(block, runs, threads, table);
        block.startOver();
      }
    }
  }

  private void spill(TokenBlock block, SortedRuns runs, InOrder threads, WordTable table)
      throws IOException {
    if (block.size() == block.firstCounted()) {
      return;
    }
    BlockSorter sorter = new BlockSorter(block, settings.order(), table.size());
    runs.add(out -> sorter.sort(threads, order -> new RunPart(), part -> write(part, out)));
  }

  private static void write(RunPart part, OutputStream out) throws IOException {
    out.write(part.bytes(), 0, part.length());
  }
}
