package io.github.nlptoolkit.word2vec.train;

import io.github.nlptoolkit.word2vec.Subwords;
import io.github.nlptoolkit.word2vec.WordVectors;
import io.github.nlptoolkit.word2vec.WordVectorsBuilder;
import io.github.nlptoolkit.word2vec.internal.kernel.Kernels;
import io.github.nlptoolkit.word2vec.internal.kernel.VectorKernel;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A Word2vec model in training: both matrices, the vocabulary and how far it is (Mikolov, Chen,
 * Corrado, Dean 2013, "Efficient Estimation of Word Representations in Vector Space"; Mikolov,
 * Sutskever, Chen, Corrado, Dean 2013, "Distributed Representations of Words and Phrases").
 * Updates, windows, subsampling, counter-examples, the fall of the learning rate and the start
 * values follow gensim 4.4 ({@code gensim.models.Word2Vec}); with {@link Subwords}, its {@code
 * FastText}.
 *
 * <p>Differences: the logistic function is exact, where word2vec.c and gensim read a table of 1,000
 * values; random numbers are others; words of equal count are in the order of their chars;
 * sentences of more than 10,000 words are cut, not cut off.
 *
 * <p>Threads train on the matrices without locks (Recht, Re, Wright, Niu 2011), so results differ
 * from run to run; with one thread they do not. Not thread-safe: one thread calls it.
 */
public final class Word2Vec {

  private Word2VecSettings settings;
  private Vocabulary vocabulary;
  private Matrix input;
  private Matrix output;
  private Progress progress;
  private long corpusSize;

  Word2Vec(
      Word2VecSettings settings,
      Vocabulary vocabulary,
      Matrix input,
      Matrix output,
      Progress progress,
      long corpusSize) {
    this.settings = settings;
    this.vocabulary = vocabulary;
    this.input = input;
    this.output = output;
    this.progress = progress;
    this.corpusSize = corpusSize;
  }

  /**
   * How far training is.
   *
   * @param epoch how many epochs are done
   * @param piece the piece of the corpus that the next one goes on with
   * @param words how many words have been read
   */
  record Progress(int epoch, int piece, long words) {}

  /**
   * Trains a model.
   *
   * @param settings how
   * @param corpus on what
   * @param listener watches; {@link TrainingListener#NONE} if nobody does
   * @return the trained model
   * @throws IllegalArgumentException if no word of the corpus is frequent enough, or the vectors do
   *     not fit in an array
   * @throws IOException if the corpus cannot be read, or the listener fails so; {@link
   *     java.io.InterruptedIOException} if the thread is interrupted
   */
  public static Word2Vec train(Word2VecSettings settings, Corpus corpus, TrainingListener listener)
      throws IOException {
    VocabularyCounter counter = new VocabularyCounter(settings, null);
    Vocabulary vocabulary = counter.count(corpus);
    listener.onVocabulary(vocabulary);
    VectorKernel kernel = Kernels.best();
    Matrix input = new Matrix(inputRows(vocabulary, settings), settings.dimension(), kernel);
    input.randomise(0, input.rows(), settings.seed());
    Matrix output = new Matrix(outputRows(vocabulary, settings), settings.dimension(), kernel);
    Word2Vec model =
        new Word2Vec(settings, vocabulary, input, output, new Progress(0, 0, 0), corpus.size());
    model.run(corpus, listener, counter);
    return model;
  }

  private static int inputRows(Vocabulary vocabulary, Word2VecSettings settings) {
    Subwords subwords = settings.subwords();
    long rows = vocabulary.size() + (subwords == null ? 0L : subwords.buckets());
    return (int) Math.min(Integer.MAX_VALUE, rows);
  }

  private static int outputRows(Vocabulary vocabulary, Word2VecSettings settings) {
    // A tree has an inner node less than leaves.
    return settings.negative() > 0 ? vocabulary.size() : Math.max(1, vocabulary.size() - 1);
  }

  /**
   * Goes on with training that was cut short, from a checkpoint.
   *
   * @param corpus the corpus that it began with
   * @param listener watches
   * @throws IllegalArgumentException if the corpus is of another size
   * @throws IllegalStateException if training is finished
   * @throws IOException as {@link #train}
   */
  public void resume(Corpus corpus, TrainingListener listener) throws IOException {
    if (isFinished()) {
      throw new IllegalStateException("all " + settings.epochs() + " epochs are done");
    }
    if (corpus.size() != corpusSize) {
      throw new IllegalArgumentException(
          "the model was trained on a corpus of "
              + corpusSize
              + " bytes, "
              + corpus.name()
              + " has "
              + corpus.size());
    }
    run(corpus, listener, null);
  }

  /**
   * Trains more, on another corpus: its words count, and new ones that are frequent enough in it
   * come behind the old ones, with random vectors. The learning rate starts and falls anew.
   *
   * @param corpus on what
   * @param epochs how many times to go through it, at least 1
   * @param listener watches
   * @throws IOException as {@link #train}
   */
  public void trainMore(Corpus corpus, int epochs, TrainingListener listener) throws IOException {
    Word2VecSettings more = settings.toBuilder().epochs(epochs).build();
    VocabularyCounter counter = new VocabularyCounter(more, vocabulary);
    Vocabulary both = vocabulary.plus(counter.count(corpus));
    VectorKernel kernel = Kernels.best();
    int oldWords = vocabulary.size();
    int newWords = both.size();
    if (newWords > oldWords) {
      Matrix grown = new Matrix(input, inputRows(both, more), kernel);
      grown.moveRows(oldWords, newWords, input.rows() - oldWords);
      grown.randomise(oldWords, newWords, more.seed());
      output = new Matrix(output, outputRows(both, more), kernel);
      input = grown;
    }
    settings = more;
    vocabulary = both;
    progress = new Progress(0, 0, 0);
    corpusSize = corpus.size();
    listener.onVocabulary(both);
    run(corpus, listener, counter);
  }

  private void run(Corpus corpus, TrainingListener listener, @Nullable VocabularyCounter counter)
      throws IOException {
    TrainingRun run = new TrainingRun(this, corpus, listener);
    if (counter != null) {
      run.leftOut(counter.overlongWords(), counter.malformedWords());
    }
    run.run();
  }

  /**
   * The vectors as they are.
   *
   * @return a copy, with the words' counts; with subwords, each word's vector is the mean of its
   *     own and its n-grams', as in fastText
   */
  public WordVectors vectors() {
    WordVectorsBuilder builder = WordVectors.builder(settings.dimension());
    Subwords subwords = settings.subwords();
    int words = vocabulary.size();
    for (int row = 0; row < words; row++) {
      String word = vocabulary.words().get(row);
      float[] vector = input.row(row);
      if (subwords != null) {
        int[] buckets = subwords.bucketsOf(word);
        for (int bucket : buckets) {
          int at = input.at(words + bucket);
          for (int i = 0; i < vector.length; i++) {
            vector[i] += input.values()[at + i];
          }
        }
        for (int i = 0; i < vector.length; i++) {
          vector[i] /= buckets.length + 1;
        }
      }
      builder.add(word, vocabulary.count(row), vector);
    }
    if (subwords != null) {
      builder.subwords(subwords);
      for (int row = words; row < input.rows(); row++) {
        builder.addBucket(input.row(row));
      }
    }
    return builder.build();
  }

  /**
   * Writes all that is needed to go on: both matrices, the vocabulary, the settings and how far it
   * is. Written in whole or not at all.
   *
   * @param file the file; replaced if it exists
   * @throws IOException if it cannot be written
   */
  public void save(Path file) throws IOException {
    ModelFile.write(this, file);
  }

  /**
   * Reads what {@link #save} wrote.
   *
   * @param file the file
   * @return the model
   * @throws IOException if it cannot be read; {@code ModelFormatException} if it is no such file,
   *     or damaged
   */
  public static Word2Vec load(Path file) throws IOException {
    return ModelFile.read(file);
  }

  /**
   * Whether all epochs are done.
   *
   * @return false for a checkpoint on the way
   */
  public boolean isFinished() {
    return progress.epoch() >= settings.epochs();
  }

  /**
   * How it is trained.
   *
   * @return the settings
   */
  public Word2VecSettings settings() {
    return settings;
  }

  /**
   * Its words.
   *
   * @return the vocabulary
   */
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  Matrix input() {
    return input;
  }

  Matrix output() {
    return output;
  }

  Progress progress() {
    return progress;
  }

  void progress(Progress value) {
    progress = value;
  }

  long corpusSize() {
    return corpusSize;
  }
}
