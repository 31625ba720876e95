package io.github.nlptoolkit.bert.train;

import io.github.nlptoolkit.engine.runtime.Lanes;
import io.github.nlptoolkit.engine.tokenizer.Encoding;
import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import io.github.nlptoolkit.engine.train.BatchSource;
import io.github.nlptoolkit.engine.train.Batches;
import io.github.nlptoolkit.engine.train.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A text file as batches: each line a text, a long one several; shuffled some at a time and cut so
 * that a batch has no more tokens than a budget. No more of the file is in memory than is shuffled
 * at a time. Immutable.
 *
 * @param file the file
 * @param tokenizer its tokenizer, with the limit of tokens
 * @param collator masks its texts
 * @param tokensPerBatch the most tokens in a batch, but for a text that has more by itself
 * @param shuffled how many texts are shuffled at a time; 1 to leave them in order
 * @param seed what the order is drawn from
 */
record TextFile(
    Path file,
    Tokenizer tokenizer,
    MaskedLanguageModelCollator collator,
    int tokensPerBatch,
    int shuffled,
    long seed)
    implements BatchSource<List<MaskedText>> {

  /** Lines that a lane tokenises at a time. */
  private static final int LINES_PER_PIECE = 32;

  /** Lines that are read ahead, however few texts are shuffled. */
  private static final int LINES_AHEAD = 512;

  /** Characters that are tokenised at a time. */
  private static final int CHARACTERS_AT_A_TIME = 1 << 20;

  @Override
  public Batches<List<MaskedText>> epoch(long epoch) throws IOException {
    return new Epoch(new LineReader(file), epoch);
  }

  /** How many batches an epoch has. */
  long count(long epoch) throws IOException {
    try (Epoch batches = new Epoch(new LineReader(file), epoch)) {
      long count = 0;
      while (!batches.nextSamples().isEmpty()) {
        count++;
      }
      return count;
    }
  }

  private final class Epoch implements Batches<List<MaskedText>> {
    private final LineReader lines;
    private final long epoch;
    private final Deque<TextSample> ready = new ArrayDeque<>();
    private final Deque<TextSample> shuffledAhead = new ArrayDeque<>();
    private long samples;
    private long chunks;
    private boolean ended;

    Epoch(LineReader lines, long epoch) {
      this.lines = lines;
      this.epoch = epoch;
    }

    @Override
    public @Nullable List<MaskedText> next() throws IOException {
      List<TextSample> batch = nextSamples();
      return batch.isEmpty()
          ? null
          : batch.stream().map(sample -> sample.masked(collator, epoch)).toList();
    }

    /** The next batch before it is masked; empty at the end. */
    List<TextSample> nextSamples() throws IOException {
      List<TextSample> batch = new ArrayList<>();
      long tokens = 0;
      while (true) {
        if (shuffledAhead.isEmpty() && !shuffleMore()) {
          return batch;
        }
        TextSample next = shuffledAhead.getFirst();
        if (!batch.isEmpty() && tokens + next.size() > tokensPerBatch) {
          return batch;
        }
        tokens += next.size();
        batch.add(shuffledAhead.removeFirst());
      }
    }

    /** Shuffles the next texts of the file; false at its end. */
    private boolean shuffleMore() throws IOException {
      while (ready.size() < shuffled && !ended) {
        readMore();
      }
      List<TextSample> chunk = new ArrayList<>();
      while (chunk.size() < shuffled && !ready.isEmpty()) {
        chunk.add(ready.removeFirst());
      }
      SplittableRandom random = new SplittableRandom(Seeds.of(seed, epoch, chunks++));
      for (int i = chunk.size() - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        TextSample kept = chunk.get(i);
        chunk.set(i, chunk.get(j));
        chunk.set(j, kept);
      }
      shuffledAhead.addAll(chunk);
      return !chunk.isEmpty();
    }

    private void readMore() throws IOException {
      List<String> texts = new ArrayList<>();
      int characters = 0;
      while (texts.size() < LINES_AHEAD && characters < CHARACTERS_AT_A_TIME) {
        String line = lines.next();
        if (line == null) {
          ended = true;
          break;
        }
        texts.add(line);
        characters += Math.min(line.length(), CHARACTERS_AT_A_TIME);
      }
      List<Callable<List<Encoding>>> pieces = new ArrayList<>();
      for (int start = 0; start < texts.size(); start += LINES_PER_PIECE) {
        List<String> piece = texts.subList(start, Math.min(texts.size(), start + LINES_PER_PIECE));
        pieces.add(
            () -> piece.stream().flatMap(text -> tokenizer.windows(text, 0).stream()).toList());
      }
      for (List<Encoding> piece : Lanes.shared().runAll(pieces)) {
        for (Encoding encoding : piece) {
          if (TextSample.hasWords(encoding)) {
            ready.add(new TextSample(encoding, samples++));
          }
        }
      }
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
