package io.github.nlptoolkit.word2vec.train;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One training: tables that the threads share, and the count of words that the learning rate falls
 * with. Thread-safe where threads meet: {@link #advance}.
 */
final class TrainingRun {

  private static final long REPORT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final Word2Vec model;
  private final Word2VecSettings settings;
  private final Vocabulary vocabulary;
  private final Corpus corpus;
  private final TrainingListener listener;
  private final Subsampling subsampling;
  private final @Nullable NegativeSampler sampler;
  private final @Nullable HuffmanTree tree;
  private final @Nullable SubwordRows subwords;
  private final long totalWords;
  private final AtomicLong words;
  private final long wordsBefore;
  private final long started = System.nanoTime();
  private final AtomicBoolean reporting = new AtomicBoolean();
  private volatile long lastReport = started;
  private final Object lossLock = new Object();
  private double loss;
  private long losses;
  private volatile int epoch;
  private long overlongWords;
  private long malformedWords;

  TrainingRun(Word2Vec model, Corpus corpus, TrainingListener listener) {
    this.model = model;
    this.settings = model.settings();
    this.vocabulary = model.vocabulary();
    this.corpus = corpus;
    this.listener = listener;
    long[] counts = vocabulary.counts();
    subsampling = new Subsampling(counts, vocabulary.total(), settings.sample());
    boolean negative = settings.negative() > 0;
    sampler = negative ? new NegativeSampler(counts, settings.negativeExponent()) : null;
    tree = negative ? null : new HuffmanTree(counts);
    subwords =
        settings.subwords() == null ? null : new SubwordRows(vocabulary, settings.subwords());
    totalWords = vocabulary.corpusWords() * settings.epochs();
    wordsBefore = model.progress().words();
    words = new AtomicLong(wordsBefore);
    epoch = model.progress().epoch();
  }

  /** What counting left out, for the reports. */
  void leftOut(long overlong, long malformed) {
    overlongWords = overlong;
    malformedWords = malformed;
  }

  /** Trains from where the model is to the last epoch. */
  void run() throws IOException {
    Pieces pieces = new Pieces(corpus, settings.threads());
    int piece = model.progress().piece();
    while (epoch < settings.epochs()) {
      piece = pieces.run(piece, listener::wantsCheckpoint, () -> new SentenceTrainer(this));
      if (piece == pieces.count()) {
        epoch = model.progress().epoch() + 1;
        piece = 0;
      }
      model.progress(new Word2Vec.Progress(epoch, piece, words.get()));
      listener.onCheckpoint(model);
    }
    listener.onProgress(progress());
  }

  /**
   * Counts words and losses; reports from time to time.
   *
   * @return the learning rate to go on with
   */
  float advance(long newWords, double newLoss, long newLosses) {
    words.addAndGet(newWords);
    if (newLosses > 0) {
      synchronized (lossLock) {
        loss += newLoss;
        losses += newLosses;
      }
    }
    if (System.nanoTime() - lastReport > REPORT_NANOS && reporting.compareAndSet(false, true)) {
      try {
        lastReport = System.nanoTime();
        listener.onProgress(progress());
      } finally {
        reporting.set(false);
      }
    }
    return rate();
  }

  float rate() {
    double done = totalWords == 0 ? 0 : Math.min(1, words.get() / (double) totalWords);
    return (float) (settings.learningRate() * (1 - done) + settings.minLearningRate() * done);
  }

  private TrainingProgress progress() {
    double mean;
    synchronized (lossLock) {
      mean = losses == 0 ? Double.NaN : loss / losses;
      loss = 0;
      losses = 0;
    }
    long done = words.get();
    double seconds = (System.nanoTime() - started) / 1e9;
    double speed = (done - wordsBefore) / Math.max(seconds, 1e-9);
    double left = speed > 0 ? Math.max(0, totalWords - done) / speed : 0;
    return new TrainingProgress(
        Math.min(epoch + 1, settings.epochs()),
        settings.epochs(),
        done,
        totalWords,
        speed,
        left,
        rate(),
        mean,
        overlongWords,
        malformedWords);
  }

  Word2VecSettings settings() {
    return settings;
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  Subsampling subsampling() {
    return subsampling;
  }

  @Nullable NegativeSampler sampler() {
    return sampler;
  }

  @Nullable HuffmanTree tree() {
    return tree;
  }

  @Nullable SubwordRows subwords() {
    return subwords;
  }

  Matrix input() {
    return model.input();
  }

  Matrix output() {
    return model.output();
  }

  int epoch() {
    return epoch;
  }
}
