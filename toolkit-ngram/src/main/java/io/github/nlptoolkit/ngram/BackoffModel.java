package io.github.nlptoolkit.ngram;

import static java.util.Objects.requireNonNull;

import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.ngram.internal.arpa.ArpaReader;
import io.github.nlptoolkit.ngram.internal.arpa.ArpaWriter;
import io.github.nlptoolkit.ngram.internal.binary.BinaryModel;
import io.github.nlptoolkit.ngram.internal.estimate.EntropyPruning;
import io.github.nlptoolkit.ngram.internal.parallel.InOrder;
import io.github.nlptoolkit.ngram.internal.table.Lookup;
import io.github.nlptoolkit.ngram.internal.table.NgramTable;
import io.github.nlptoolkit.ngram.internal.table.TableLookup;
import io.github.nlptoolkit.storage.AtomicFile;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A back-off model: n-grams with their probabilities, and weights for the contexts that go on in
 * another way. What ARPA files hold; asked as KenLM's {@code query} asks it, with the same n-gram
 * lengths. Immutable and thread-safe.
 *
 * <p>A model that was trained or read from ARPA lies in the heap and is asked by binary search; one
 * opened from a binary file lies in the file, which is mapped and must not be changed meanwhile.
 */
public final class BackoffModel implements NgramModel {
  private static final int GZIP_MAGIC = 0x8B1F;
  private static final int BUFFER = 1 << 16;

  private final Lookup lookup;
  private final Vocabulary vocabulary;

  /** The binary file that it lies in; null if it lies in the heap. */
  private final @Nullable Path file;

  BackoffModel(NgramTable table) {
    this(new TableLookup(table), null);
  }

  private BackoffModel(Lookup lookup, @Nullable Path file) {
    this.lookup = lookup;
    this.file = file;
    vocabulary = new Vocabulary(lookup.vocabulary());
  }

  /**
   * Loads a model of any kind: ARPA, gzip of it, or a binary file of this library.
   *
   * <p>ARPA is read as KenLM reads it: blanks may be doubled and tabs, {@code <unk>} may be missing
   * (its log10 probability is -100 then); but counts must be right, probabilities at most 1, and
   * every word a unigram. Binary files up to 64 MiB are checked in whole; longer ones as far as
   * their header and their words go, so that they open at once ({@link #verify} checks the rest).
   *
   * @param file the file
   * @return the model
   * @throws ModelFormatException if the file is damaged or of another kind or version
   * @throws IOException if it cannot be read
   */
  public static BackoffModel load(Path file) throws IOException {
    byte[] start;
    try (InputStream in = Files.newInputStream(file)) {
      start = in.readNBytes(8);
    }
    if (BinaryModel.isBinary(start)) {
      return new BackoffModel(BinaryModel.open(file), file);
    }
    boolean isGzip =
        start.length > 1 && ((start[0] & 0xFF) | ((start[1] & 0xFF) << 8)) == GZIP_MAGIC;
    try (InputStream in = Files.newInputStream(file);
        InputStream text = isGzip ? new GZIPInputStream(in, BUFFER) : in) {
      return new BackoffModel(ArpaReader.read(file, text));
    } catch (ZipException | EOFException e) {
      throw new ModelFormatException(file, "", "sound gzip", String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Reads ARPA text.
   *
   * @param name what messages call it
   * @param text the text; not closed
   * @return the model
   * @throws ModelFormatException if it is not as {@link #load} demands
   * @throws IOException if it cannot be read
   */
  public static BackoffModel readArpa(Path name, InputStream text) throws IOException {
    return new BackoffModel(ArpaReader.read(name, new BufferedInputStream(text, BUFFER)));
  }

  /**
   * Checks the whole of a binary file against its checksums.
   *
   * @param file a binary file of this library
   * @throws ModelFormatException if it is damaged or of another kind
   * @throws IOException if it cannot be read
   */
  public static void verify(Path file) throws IOException {
    BinaryModel.verify(file);
  }

  @Override
  public int order() {
    return lookup.order();
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /**
   * How many n-grams there are.
   *
   * @return the number for each length from 1; immutable
   */
  public List<Long> ngramCounts() {
    return Arrays.stream(lookup.counts()).boxed().toList();
  }

  @Override
  public Scorer scorer() {
    return new LookupScorer(lookup);
  }

  /**
   * How well the model foretells a text, a sentence a line; for large texts, without an object for
   * a word.
   *
   * @param text UTF-8; not closed
   * @param splitter cuts lines into words
   * @return the perplexity; an empty line is an empty sentence
   * @throws IOException if it cannot be read
   */
  public Perplexity perplexity(InputStream text, WordSplitter splitter) throws IOException {
    return new TextPerplexity(lookup).of(text, splitter.tokenizer());
  }

  /**
   * Writes ARPA text, or gzip of it.
   *
   * @param file the file, replaced when all is written; gzip if its name ends in {@code .gz}
   * @throws IOException if it cannot be written
   */
  public void writeArpa(Path file) throws IOException {
    boolean isGzip = requireNonNull(file.getFileName(), "file").toString().endsWith(".gz");
    AtomicFile.write(
        file,
        out -> {
          if (isGzip) {
            GZIPOutputStream packed = new GZIPOutputStream(out, BUFFER);
            writeArpa(packed);
            packed.finish();
          } else {
            writeArpa(out);
          }
        });
  }

  /**
   * Writes ARPA text. Numbers have as many digits as it takes to read the same float32 back.
   *
   * @param out where to; not closed
   * @throws IOException if it cannot be written
   */
  public void writeArpa(OutputStream out) throws IOException {
    try (InOrder threads = new InOrder(Runtime.getRuntime().availableProcessors())) {
      new ArpaWriter(table()).write(out, threads);
    }
  }

  /**
   * Writes the binary layout that is fastest to ask: hash tables.
   *
   * @param file the file, replaced when all is written
   * @throws IOException if it cannot be written
   */
  public void writeProbing(Path file) throws IOException {
    BinaryModel.writeProbing(table(), file);
  }

  /**
   * Writes the small binary layout: sorted, packed bit by bit.
   *
   * @param file the file, replaced when all is written
   * @throws IOException if it cannot be written
   */
  public void writeTrie(Path file) throws IOException {
    writeTrie(file, 0, 0);
  }

  /**
   * Writes the smallest binary layout: sorted, packed, numbers quantised.
   *
   * @param file the file, replaced when all is written
   * @param probabilityBits how many bits a probability takes, in [2, 24]; 0 for all of them
   * @param backoffBits how many bits a back-off weight takes, in [2, 24]; 0 for all of them
   * @throws IllegalArgumentException if a number of bits is out of range
   * @throws IOException if it cannot be written
   */
  public void writeTrie(Path file, int probabilityBits, int backoffBits) throws IOException {
    requireBits("probabilityBits", probabilityBits);
    requireBits("backoffBits", backoffBits);
    BinaryModel.writeTrie(table(), file, probabilityBits, backoffBits);
  }

  private static void requireBits(String name, int bits) {
    if (bits != 0 && (bits < 2 || bits > 24)) {
      throw new IllegalArgumentException(name + " must be 0 or in [2, 24], got " + bits);
    }
  }

  /**
   * A smaller model without the n-grams that change little: each whose removal raises the
   * perplexity of the model by less than a share (Stolcke, "Entropy-based pruning of backoff
   * language models", 1998, https://arxiv.org/abs/cs/0006025).
   *
   * @param threshold the greatest relative rise of the perplexity that an n-gram may cause and be
   *     left out, at least 0; 1e-8 to 1e-6 are usual
   * @return the pruned model; unigrams stay
   * @throws IllegalArgumentException if the threshold is negative or NaN
   * @throws UncheckedIOException if the model lies in a file that is damaged
   */
  public BackoffModel prune(double threshold) {
    if (!(threshold >= 0)) {
      throw new IllegalArgumentException("threshold must be at least 0, got " + threshold);
    }
    try {
      return new BackoffModel(EntropyPruning.prune(table(), threshold));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All n-grams. What opening a long file left unchecked is checked before it is relied on. */
  private NgramTable table() throws IOException {
    if (file != null) {
      BinaryModel.verify(file);
    }
    return lookup.table();
  }
}
