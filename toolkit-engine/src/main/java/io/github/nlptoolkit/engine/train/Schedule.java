package io.github.nlptoolkit.engine.train;

/**
 * How the learning rate goes on after the warm-up, in which it grows from 0 to its full value in
 * equal steps. Gives what the schedules of transformers 5.24 give.
 */
public enum Schedule {
  /** Falls to 0 in equal steps. */
  LINEAR {
    @Override
    double after(double progress) {
      return 1 - progress;
    }
  },
  /** Falls to 0 along half a cosine. */
  COSINE {
    @Override
    double after(double progress) {
      return 0.5 * (1 + Math.cos(Math.PI * progress));
    }
  },
  /** Stays as it is. */
  CONSTANT {
    @Override
    double after(double progress) {
      return 1;
    }
  };

  /** The share of the rate after a share of the steps that follow the warm-up. */
  abstract double after(double progress);

  /**
   * The rate of a step, as a share of the full rate. The first step of a warm-up has rate 0.
   *
   * @param step the step, from 0
   * @param warmUp how many steps the warm-up has, at least 0
   * @param total how many steps there are
   * @return the share, from 0 to 1
   */
  public double share(long step, long warmUp, long total) {
    if (step < warmUp) {
      return (double) step / warmUp;
    }
    double progress = (double) (step - warmUp) / Math.max(1, total - warmUp);
    return Math.max(0, after(Math.min(1, progress)));
  }
}
