package io.github.nlptoolkit.sequence.hmm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A hidden Markov model whose observations are symbols, numbers from 0. Equal to hmmlearn's {@code
 * CategoricalHMM}, to which it adds an end. Immutable and thread-safe.
 */
public final class DiscreteHmm extends Hmm<int[]> {
  private final double[][] emission;
  private final int symbols;
  private final double[] logEmission;

  private DiscreteHmm(MarkovChain chain, double[][] emission) {
    super(chain);
    this.emission = emission;
    this.symbols = emission[0].length;
    // Symbols × states: one observation's values lie side by side.
    this.logEmission = new double[symbols * states()];
    for (int j = 0; j < states(); j++) {
      for (int k = 0; k < symbols; k++) {
        logEmission[k * states() + j] = Math.log(emission[j][k]);
      }
    }
  }

  /**
   * A model whose sequences may end anywhere.
   *
   * @param start the probability of each state at the start
   * @param transition a row for each state: the probability of each state behind it
   * @param emission a row for each state: the probability of each symbol
   * @return the model; copies the arrays
   * @throws IllegalArgumentException if a row has the wrong length, a value is not in [0, 1] or a
   *     row does not sum to 1 within 1e-6, as one of zeros does not; the message has the row
   */
  public static DiscreteHmm of(double[] start, double[][] transition, double[][] emission) {
    return checked(start, transition, null, emission);
  }

  /**
   * A model with an end, which takes part in the transitions: each row of transitions sums to 1
   * with its end.
   *
   * @param start the probability of each state at the start
   * @param transition a row for each state: the probability of each state behind it
   * @param end the probability of the end behind each state
   * @param emission a row for each state: the probability of each symbol
   * @return the model; copies the arrays
   * @throws IllegalArgumentException if a row has the wrong length, a value is not in [0, 1] or a
   *     row does not sum to 1 within 1e-6, as one of zeros does not; the message has the row
   */
  public static DiscreteHmm of(
      double[] start, double[][] transition, double[] end, double[][] emission) {
    return checked(start, transition, end.clone(), emission);
  }

  private static DiscreteHmm checked(
      double[] start, double[][] transition, double @Nullable [] end, double[][] emission) {
    MarkovChain.check(start, transition, end);
    if (emission.length != start.length) {
      throw new IllegalArgumentException(
          "there must be a row of emissions for each of "
              + start.length
              + " states, got "
              + emission.length);
    }
    for (int i = 0; i < emission.length; i++) {
      if (emission[i].length != emission[0].length) {
        throw new IllegalArgumentException(
            "emission row "
                + i
                + " must have "
                + emission[0].length
                + " values, got "
                + emission[i].length);
      }
      Probabilities.check("emission row " + i, emission[i]);
    }
    return new DiscreteHmm(
        new MarkovChain(start.clone(), transition, end), Probabilities.copy(emission));
  }

  /**
   * How many symbols there are.
   *
   * @return their number, at least 1
   */
  public int symbols() {
    return symbols;
  }

  /**
   * What states emit.
   *
   * @return a copy: a row for each state with the probability of each symbol
   */
  public double[][] emission() {
    return Probabilities.copy(emission);
  }

  @Override
  double[] emissions(int[] observations) {
    double[] logs = new double[observations.length * states()];
    for (int t = 0; t < observations.length; t++) {
      int symbol = observations[t];
      if (symbol < 0 || symbol >= symbols) {
        throw new IllegalArgumentException(
            "a symbol must be in [0, " + symbols + "), got " + symbol + " at " + t);
      }
      System.arraycopy(logEmission, symbol * states(), logs, t * states(), states());
    }
    return logs;
  }

  @Override
  Emissions expected() {
    return new Counts(states(), symbols);
  }

  @Override
  DiscreteHmm with(MarkovChain newChain, @Nullable Emissions expected, double variancePrior) {
    double[][] rows = Probabilities.copy(emission);
    if (expected instanceof Counts counts) {
      for (int j = 0; j < rows.length; j++) {
        // A state that is never visited keeps what it has.
        if (Probabilities.normalize(counts.rows[j])) {
          rows[j] = counts.rows[j];
        }
      }
    }
    return new DiscreteHmm(newChain, rows);
  }

  private static final class Counts implements Emissions {
    private final double[][] rows;

    Counts(int states, int symbols) {
      rows = new double[states][symbols];
    }

    @Override
    public void add(Object observations, double[] posteriors) {
      int[] symbols = (int[]) observations;
      for (int t = 0; t < symbols.length; t++) {
        for (int j = 0; j < rows.length; j++) {
          rows[j][symbols[t]] += posteriors[t * rows.length + j];
        }
      }
    }

    @Override
    public void add(Emissions other) {
      for (int j = 0; j < rows.length; j++) {
        for (int k = 0; k < rows[j].length; k++) {
          rows[j][k] += ((Counts) other).rows[j][k];
        }
      }
    }
  }

  /**
   * Observations drawn at random.
   *
   * @param length how many; at most as many if the model has an end
   * @param random where chance comes from
   * @return the symbols
   * @throws IllegalArgumentException if the length is negative
   */
  public int[] sample(int length, RandomGenerator random) {
    int[] path = sampleStates(length, random);
    int[] observations = new int[path.length];
    for (int t = 0; t < path.length; t++) {
      observations[t] = draw(emission[path[t]], random.nextDouble());
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
        HmmFile.Kind.DISCRETE,
        out -> {
          HmmFile.writeChain(out, chain);
          out.writeInt(symbols);
          HmmFile.writeRows(out, emission);
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
  public static DiscreteHmm load(Path file) throws IOException {
    return HmmFile.read(
        file,
        HmmFile.Kind.DISCRETE,
        in -> {
          HmmFile.Chain chain = in.chain();
          int symbols = in.count(8L * chain.start.length);
          return checked(
              chain.start, chain.transition, chain.end, in.rows(chain.start.length, symbols));
        });
  }
}
