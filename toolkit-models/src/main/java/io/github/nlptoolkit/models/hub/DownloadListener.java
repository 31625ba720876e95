package io.github.nlptoolkit.models.hub;

/**
 * Is told how a download gets on, by the thread that downloads, one file after the other. What it
 * throws ends the download; what has arrived is kept and the next download goes on from there.
 */
@FunctionalInterface
public interface DownloadListener {

  /** Hears nothing. */
  DownloadListener SILENT = (file, doneBytes, totalBytes) -> {};

  /**
   * Some of a file is there. Called when a file starts, at most once for each 256 KiB, and when the
   * file is complete. The count falls back if the server makes the transfer start over.
   *
   * @param file the file's path in the model's folder, with forward slashes
   * @param doneBytes how much of it lies on the disk, in bytes; with what an earlier, broken
   *     download left
   * @param totalBytes its size in bytes; -1 if the server does not say
   */
  void progress(String file, long doneBytes, long totalBytes);
}
