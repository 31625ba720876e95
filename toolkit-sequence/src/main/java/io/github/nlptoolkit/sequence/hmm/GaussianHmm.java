package io.github.nlptoolkit.sequence.hmm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A hidden Markov model whose observations are vectors, each state emitting them with a normal
 * distribution. Equal to hmmlearn's {@code GaussianHMM} with covariances {@code diag} or {@code
 * full}. Immutable and thread-safe.
 */
public final class GaussianHmm extends Hmm<double[][]> {
  private final double[][] means;
  private final double[][][] covariances;
  private final boolean full;
  private final NormalDistribution[] densities;

  private GaussianHmm(MarkovChain chain, double[][] means, double[][][] covariances, boolean full) {
    super(chain);
    this.means = means;
    this.covariances = covariances;
    this.full = full;
    this.densities = new NormalDistribution[means.length];
    for (int j = 0; j < means.length; j++) {
      densities[j] = new NormalDistribution("covariance of state " + j, means[j], covariances[j]);
    }
  }

  /**
   * A model whose dimensions vary independently of each other.
   *
   * @param start the probability of each state at the start
   * @param transition a row for each state: the probability of each state behind it
   * @param means the mean of each state
   * @param variances the variance of each state in each dimension, above 0
   * @return the model; copies the arrays
   * @throws IllegalArgumentException if a length is wrong, probabilities do not sum to 1 within
   *     1e-6, or a variance is not above 0; the message has the state
   */
  public static GaussianHmm diagonal(
      double[] start, double[][] transition, double[][] means, double[][] variances) {
    double[][][] covariances = new double[variances.length][][];
    for (int j = 0; j < variances.length; j++) {
      covariances[j] = new double[variances[j].length][variances[j].length];
      for (int d = 0; d < variances[j].length; d++) {
        covariances[j][d][d] = variances[j][d];
      }
    }
    return checked(start, transition, means, covariances, false);
  }

  /**
   * A model with a whole matrix of covariances for each state.
   *
   * @param start the probability of each state at the start
   * @param transition a row for each state: the probability of each state behind it
   * @param means the mean of each state
   * @param covariances the covariances of each state, symmetric and positive definite
   * @return the model; copies the arrays
   * @throws IllegalArgumentException if a length is wrong, probabilities do not sum to 1 within
   *     1e-6, or a matrix is not symmetric and positive definite; the message has the state
   */
  public static GaussianHmm full(
      double[] start, double[][] transition, double[][] means, double[][][] covariances) {
    return checked(start, transition, means, covariances, true);
  }

  private static GaussianHmm checked(
      double[] start,
      double[][] transition,
      double[][] means,
      double[][][] covariances,
      boolean full) {
    MarkovChain.check(start, transition, null);
    if (means.length != start.length || covariances.length != start.length) {
      throw new IllegalArgumentException(
          "there must be a mean and covariances for each of " + start.length + " states");
    }
    double[][][] copies = new double[covariances.length][][];
    for (int j = 0; j < means.length; j++) {
      if (means[j].length == 0
          || means[j].length != means[0].length
          || covariances[j].length != means[0].length) {
        throw new IllegalArgumentException(
            "state " + j + " must have as many dimensions as the others, at least 1");
      }
      copies[j] = Probabilities.copy(covariances[j]);
    }
    return new GaussianHmm(
        new MarkovChain(start.clone(), transition, null), Probabilities.copy(means), copies, full);
  }

  /**
   * How many dimensions an observation has.
   *
   * @return their number, at least 1
   */
  public int dimensions() {
    return means[0].length;
  }

  /**
   * The centres of the states.
   *
   * @return a copy: the mean of each
   */
  public double[][] means() {
    return Probabilities.copy(means);
  }

  /**
   * How the states spread.
   *
   * @return a copy: the matrix of covariances of each, with variances on its diagonal
   */
  public double[][][] covariances() {
    double[][][] copies = new double[covariances.length][][];
    for (int j = 0; j < copies.length; j++) {
      copies[j] = Probabilities.copy(covariances[j]);
    }
    return copies;
  }

  @Override
  double[] emissions(double[][] observations) {
    int states = states();
    double[] logs = new double[observations.length * states];
    for (int t = 0; t < observations.length; t++) {
      if (observations[t].length != dimensions()) {
        throw new IllegalArgumentException(
            "an observation must have "
                + dimensions()
                + " dimensions, got "
                + observations[t].length
                + " at "
                + t);
      }
      for (double value : observations[t]) {
        if (!Double.isFinite(value)) {
          throw new IllegalArgumentException(
              "an observation must be finite, got " + value + " at " + t);
        }
      }
      for (int j = 0; j < states; j++) {
        logs[t * states + j] = densities[j].logDensity(observations[t]);
      }
    }
    return logs;
  }

  @Override
  Emissions expected() {
    return new GaussianMoments(states(), dimensions());
  }

  @Override
  GaussianHmm with(MarkovChain newChain, @Nullable Emissions expected, double variancePrior) {
    double[][] newMeans = means();
    double[][][] newCovariances = covariances();
    if (expected instanceof GaussianMoments moments) {
      for (int j = 0; j < newMeans.length; j++) {
        // A state that is never visited keeps what it has.
        if (moments.weight(j) > 0) {
          newMeans[j] = moments.mean(j);
          newCovariances[j] = moments.covariance(j, full, variancePrior);
        }
      }
    }
    return new GaussianHmm(newChain, newMeans, newCovariances, full);
  }

  /**
   * Observations drawn at random.
   *
   * @param length how many
   * @param random where chance comes from
   * @return the observations
   * @throws IllegalArgumentException if the length is negative
   */
  public double[][] sample(int length, RandomGenerator random) {
    int[] path = sampleStates(length, random);
    double[][] observations = new double[path.length][];
    for (int t = 0; t < path.length; t++) {
      observations[t] = densities[path[t]].sample(random);
    }
    return observations;
  }

  /**
   * Writes the model, in whole or not at all.
   *
   * @param file the file; replaced if it exists
   * @throws IOException if it cannot be written
   */
  public void save(Path file) throws IOException {
    HmmFile.write(
        file,
        HmmFile.Kind.GAUSSIAN,
        out -> {
          HmmFile.writeChain(out, chain);
          out.writeInt(dimensions());
          out.writeBoolean(full);
          HmmFile.writeRows(out, means);
          for (double[][] covariance : covariances) {
            HmmFile.writeRows(out, covariance);
          }
        });
  }

  /**
   * Reads a model.
   *
   * @param file a file that {@link #save} wrote
   * @return the model
   * @throws io.github.nlptoolkit.failure.ModelFormatException if it is no such file, of another
   *     version, cut short or damaged
   * @throws IOException if it cannot be read
   */
  public static GaussianHmm load(Path file) throws IOException {
    return HmmFile.read(
        file,
        HmmFile.Kind.GAUSSIAN,
        in -> {
          HmmFile.Chain chain = in.chain();
          int states = chain.start.length;
          int dimensions = in.count((long) Double.BYTES * states);
          boolean full = in.readBoolean();
          double[][] means = in.rows(states, dimensions);
          double[][][] covariances = new double[states][][];
          for (int j = 0; j < states; j++) {
            covariances[j] = in.rows(dimensions, dimensions);
          }
          return checked(chain.start, chain.transition, means, covariances, full);
        });
  }
}
