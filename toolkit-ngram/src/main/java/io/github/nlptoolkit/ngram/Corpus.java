package io.github.nlptoolkit.ngram;

import io.github.nlptoolkit.ngram.internal.count.CorpusCounter;
import io.github.nlptoolkit.ngram.internal.count.LocalTokens;
import io.github.nlptoolkit.ngram.internal.count.Tokenizer;
import io.github.nlptoolkit.ngram.internal.parallel.InOrder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A text to count: files, a stream or sentences. Not thread-safe. */
interface Corpus {

  /** What reads the tokens of a text. */
  interface Reading<T> {
    T read(InOrder.Source<LocalTokens> source) throws IOException;
  }

  /** Reads the text from its start; a stream can be read only once. */
  <T> T read(Reading<T> reading) throws IOException;

  /** The text of files, one after another. */
  static Corpus of(List<Path> files, Tokenizer tokenizer, boolean endsLastLine) {
    return new Corpus() {
      @Override
      public <T> T read(Reading<T> reading) throws IOException {
        try (OpenFiles open = new OpenFiles(files.iterator(), tokenizer, endsLastLine)) {
          return reading.read(open);
        }
      }
    };
  }

  /** The text of a stream. */
  static Corpus of(InputStream text, Tokenizer tokenizer, boolean endsLastLine) {
    return new Corpus() {
      @Override
      public <T> T read(Reading<T> reading) throws IOException {
        return reading.read(CorpusCounter.tokens(text, tokenizer, endsLastLine));
      }
    };
  }

  /** Sentences. */
  static Corpus of(Iterable<List<String>> sentences) {
    return new Corpus() {
      @Override
      public <T> T read(Reading<T> reading) throws IOException {
        return reading.read(new Batches(sentences.iterator()));
      }
    };
  }

  /** Sentences, some thousands at a time. */
  record Batches(Iterator<List<String>> rest) implements InOrder.Source<LocalTokens> {
    private static final int SIZE = 1 << 13;
    private static final int EXPECTED_WORDS = 16;

    @Override
    public @Nullable Callable<LocalTokens> next() {
      if (!rest.hasNext()) {
        return null;
      }
      List<List<String>> batch = new ArrayList<>();
      while (batch.size() < SIZE && rest.hasNext()) {
        batch.add(rest.next());
      }
      return () -> {
        LocalTokens tokens = new LocalTokens(batch.size() * EXPECTED_WORDS);
        for (List<String> sentence : batch) {
          sentence.forEach(tokens::add);
          tokens.endSentence();
        }
        return tokens;
      };
    }
  }

  /** Files, each opened when its turn comes. */
  final class OpenFiles implements InOrder.Source<LocalTokens>, AutoCloseable {
    private final Iterator<Path> files;
    private final Tokenizer tokenizer;
    private final boolean endsLastLine;
    private @Nullable InputStream in;
    private InOrder.@Nullable Source<LocalTokens> current;

    OpenFiles(Iterator<Path> files, Tokenizer tokenizer, boolean endsLastLine) {
      this.files = files;
      this.tokenizer = tokenizer;
      this.endsLastLine = endsLastLine;
    }

    @Override
    public @Nullable Callable<LocalTokens> next() throws IOException {
      while (true) {
        InOrder.Source<LocalTokens> source = current;
        Callable<LocalTokens> task = source == null ? null : source.next();
        if (task != null) {
          return task;
        }
        if (!files.hasNext()) {
          return null;
        }
        close();
        InputStream opened = Files.newInputStream(files.next());
        in = opened;
        current = CorpusCounter.tokens(opened, tokenizer, endsLastLine || files.hasNext());
      }
    }

    @Override
    public void close() throws IOException {
      if (in != null) {
        in.close();
        in = null;
      }
    }
  }
}
