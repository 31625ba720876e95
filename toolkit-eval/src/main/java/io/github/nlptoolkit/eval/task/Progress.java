package io.github.nlptoolkit.eval.task;

/** Hears how far an evaluation is; called from its thread. */
@FunctionalInterface
public interface Progress {

  /** Hears nothing. */
  Progress SILENT = (done, total) -> {};

  /**
   * Some more is done.
   *
   * @param done how many texts are done
   * @param total how many there are
   */
  void at(long done, long total);
}
