package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.sequence.crf.train.Algorithm;
import io.github.nlptoolkit.sequence.crf.train.Arow;
import io.github.nlptoolkit.sequence.crf.train.AveragedPerceptron;
import io.github.nlptoolkit.sequence.crf.train.L2Sgd;
import io.github.nlptoolkit.sequence.crf.train.Lbfgs;
import io.github.nlptoolkit.sequence.crf.train.PassiveAggressive;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the weights of a CRF are found. */
final class TagTrainingOptions {

  /** CRFsuite's names. */
  enum Method {
    /** Limited-memory BFGS; with L1, OWL-QN. */
    LBFGS,
    /** Stochastic gradient descent with L2. */
    L2SGD,
    /** Averaged perceptron. */
    AP,
    /** Passive aggressive. */
    PA,
    /** Adaptive regularisation of weights. */
    AROW
  }

  @Option(
      names = "--algorithm",
      paramLabel = "A",
      description =
          "lbfgs, l2sgd, ap (averaged perceptron), pa (passive aggressive) or arow, as in"
              + " CRFsuite; lbfgs.")
  private Method method = Method.LBFGS;

  @Option(names = "--c1", paramLabel = "C", description = "L1, of lbfgs; 0.")
  private @Nullable Double c1;

  @Option(names = "--c2", paramLabel = "C", description = "L2, of lbfgs and l2sgd; 1.")
  private @Nullable Double c2;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description = "At most so many; until it converges, of ap, pa and arow 100.")
  private @Nullable Integer iterations;

  @Option(
      names = "--min-frequency",
      paramLabel = "N",
      description = "How often a feature must come; 0.")
  private double minFrequency;

  @Option(names = "--threads", paramLabel = "N", description = "Of lbfgs; all cores, at most 8.")
  private int threads;

  double minFrequency() {
    return minFrequency;
  }

  int threads() {
    return threads;
  }

  Algorithm algorithm() throws UsageException {
    if (c1 != null && method != Method.LBFGS) {
      throw new UsageException("--c1 is for lbfgs");
    }
    if (c2 != null && method != Method.LBFGS && method != Method.L2SGD) {
      throw new UsageException("--c2 is for lbfgs and l2sgd");
    }
    try {
      return switch (method) {
        case LBFGS -> lbfgs();
        case L2SGD -> sgd();
        case AP -> {
          AveragedPerceptron d = AveragedPerceptron.defaults();
          yield new AveragedPerceptron(or(d.maxIterations()), d.epsilon());
        }
        case PA -> {
          PassiveAggressive d = PassiveAggressive.defaults();
          yield new PassiveAggressive(
              d.type(),
              d.c(),
              d.errorSensitive(),
              d.averaging(),
              or(d.maxIterations()),
              d.epsilon());
        }
        case AROW -> {
          Arow d = Arow.defaults();
          yield new Arow(d.variance(), d.gamma(), or(d.maxIterations()), d.epsilon());
        }
      };
    } catch (IllegalArgumentException e) {
      throw new UsageException(Failures.message(e), e);
    }
  }

  private Algorithm lbfgs() {
    Lbfgs.Builder builder = Lbfgs.builder();
    if (c1 != null) {
      builder.c1(c1);
    }
    if (c2 != null) {
      builder.c2(c2);
    }
    if (iterations != null) {
      builder.maxIterations(iterations);
    }
    return builder.build();
  }

  private Algorithm sgd() {
    L2Sgd d = L2Sgd.defaults();
    return new L2Sgd(
        c2 == null ? d.c2() : c2, or(d.maxIterations()), d.period(), d.delta(), d.calibration());
  }

  private int or(int otherwise) {
    return iterations == null ? otherwise : iterations;
  }
}
