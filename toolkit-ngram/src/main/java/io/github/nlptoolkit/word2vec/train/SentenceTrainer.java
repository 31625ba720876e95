package io.github.nlptoolkit.word2vec.train;

import io.github.nlptoolkit.word2vec.internal.kernel.Kernels;
import io.github.nlptoolkit.word2vec.internal.kernel.Logistic;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Trains on the sentences of pieces: what one thread does. Draws which words stay, how wide windows
 * are and the counter-examples, in that order; the random numbers of a piece depend on seed, epoch
 * and piece only. Not thread-safe.
 */
final class SentenceTrainer implements Pieces.Worker, SentenceReader.Words {

  /** One prediction in so many has its loss measured. */
  private static final int LOSS_STRIDE = 64;

  /** The learning rate is looked up again after so many words. */
  private static final int WORDS_PER_RATE = 10_000;

  private final TrainingRun run;
  private final Word2VecSettings settings;
  private final WordTable table;
  private final Subsampling subsampling;
  private final @Nullable NegativeSampler sampler;
  private final @Nullable HuffmanTree tree;
  private final @Nullable SubwordRows subwords;
  private final Updates updates;
  private final boolean isSkipGram;
  private final boolean isMean;
  private int[] sentence = new int[256];
  private int[] bag = new int[64];
  private int kept;
  private int unreported;
  private int untilLoss = LOSS_STRIDE;
  private double loss;
  private long losses;
  private float rate;
  private Rng random = new Rng(0);

  SentenceTrainer(TrainingRun run) {
    this.run = run;
    this.settings = run.settings();
    this.table = run.vocabulary().table();
    this.subsampling = run.subsampling();
    this.sampler = run.sampler();
    this.tree = run.tree();
    this.subwords = run.subwords();
    this.updates = new Updates(Kernels.best(), run.input(), run.output(), Logistic.EXACT);
    this.isSkipGram = settings.architecture() == Architecture.SKIP_GRAM;
    this.isMean = settings.architecture() != Architecture.CBOW_SUM;
    this.rate = run.rate();
  }

  @Override
  public void work(int piece, SentenceReader sentences) throws IOException {
    random = new Rng(settings.seed(), run.epoch(), piece);
    while (sentences.next(this)) {
      trainSentence();
      kept = 0;
      if (unreported >= WORDS_PER_RATE) {
        report();
      }
    }
    report();
  }

  private void report() {
    rate = run.advance(unreported, loss, losses);
    unreported = 0;
    loss = 0;
    losses = 0;
  }

  @Override
  public void word(byte[] bytes, int start, int end, long hash) {
    unreported++;
    int word = table.find(bytes, start, end, hash);
    if (word == WordTable.ABSENT || !subsampling.keeps(word, random)) {
      return;
    }
    if (kept == sentence.length) {
      sentence = Arrays.copyOf(sentence, 2 * kept);
    }
    sentence[kept++] = word;
  }

  private void trainSentence() {
    for (int i = 0; i < kept; i++) {
      int window = settings.window();
      if (settings.shrinkWindow()) {
        window -= random.nextInt(window);
      }
      int from = Math.max(0, i - window);
      int to = Math.min(kept, i + window + 1);
      if (to - from < 2) {
        continue;
      }
      if (isSkipGram) {
        for (int j = from; j < to; j++) {
          if (j != i) {
            skipGram(sentence[j], sentence[i]);
          }
        }
      } else {
        bagOfWords(from, to, i);
      }
    }
  }

  private void skipGram(int inputWord, int target) {
    targets(target);
    if (subwords == null) {
      if (--untilLoss == 0) {
        measured(updates.skipGramLoss(inputWord));
      }
      updates.skipGram(inputWord);
      return;
    }
    int count = subwords.addTo(this, inputWord, 0);
    if (--untilLoss == 0) {
      measured(updates.bagLoss(bag, count, true));
    }
    updates.bag(bag, count, true);
  }

  private void bagOfWords(int from, int to, int middle) {
    targets(sentence[middle]);
    int count = 0;
    for (int j = from; j < to; j++) {
      if (j == middle) {
        continue;
      }
      if (subwords == null) {
        room(count + 1)[count++] = sentence[j];
      } else {
        count = subwords.addTo(this, sentence[j], count);
      }
    }
    if (--untilLoss == 0) {
      measured(updates.bagLoss(bag, count, isMean));
    }
    updates.bag(bag, count, isMean);
  }

  /** The bag with room for so many rows. */
  int[] room(int count) {
    if (count > bag.length) {
      bag = Arrays.copyOf(bag, 2 * count);
    }
    return bag;
  }

  private void targets(int word) {
    updates.begin(rate);
    if (tree != null) {
      updates.path(tree.code(word), tree.points(word));
    }
    if (sampler != null) {
      updates.target(word, true);
      for (int k = settings.negative(); k > 0; k--) {
        int other = sampler.next(random);
        // As in word2vec.c and gensim, the word itself is left out, not drawn again.
        if (other != word) {
          updates.target(other, false);
        }
      }
    }
  }

  private void measured(double value) {
    untilLoss = LOSS_STRIDE;
    loss += value;
    losses++;
  }
}
