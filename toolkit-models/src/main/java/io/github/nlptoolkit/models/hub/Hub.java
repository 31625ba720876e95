package io.github.nlptoolkit.models.hub;

import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.models.hub.HubException.Reason;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;

/**
 * Downloads models from the Hugging Face Hub into its cache, where Python finds them too.
 *
 * <p>Only the files that the toolkit reads are downloaded, and only data: configuration, tokenizer
 * and safetensors, never pickles or code. Each file's size and checksum must be those that the
 * server states beforehand. A revision appears in the cache when all its files are there, the
 * weights last. A transfer that broke off goes on where it stopped, at once and in a later call.
 *
 * <p>Thread-safe; any number of threads and processes may download at once, and what two of them
 * want is downloaded once. Python does not see Java's locks nor the other way round (flock and
 * fcntl know nothing of each other), which costs at most a second download: unfinished files have
 * names of their own, and every file is moved into place in one step.
 */
public final class Hub {

  private final HubSettings settings;
  private final Retries.Pause pause;
  private final InstantSource clock;

  /**
   * Makes a way to the Hub; connects to nothing.
   *
   * @param settings where it is and how to ask
   */
  public Hub(HubSettings settings) {
    this(settings, time -> Thread.sleep(time.toMillis()), InstantSource.system());
  }

  Hub(HubSettings settings, Retries.Pause pause, InstantSource clock) {
    this.settings = Objects.requireNonNull(settings, "settings");
    this.pause = pause;
    this.clock = clock;
  }

  /**
   * Downloads what is missing of a model. Asks the server even if nothing is: for the commit that a
   * branch has now, and for the checksums, with which every byte of what is there is compared; a
   * damaged file is downloaded again.
   *
   * @param id which model, at which revision
   * @param listener is told how it gets on
   * @return the checkpoint folder, absolute: {@code snapshots/COMMIT} in the cache
   * @throws HubException if the Hub, or the way to it, does not give the model; its {@link
   *     HubException#reason} says why
   * @throws ModelFormatException if {@code modules.json} or the index of the weights cannot be used
   * @throws InterruptedIOException if the thread is interrupted
   * @throws IOException if the cache cannot be written; the message names it
   */
  public Path pull(HubId id, DownloadListener listener) throws IOException {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(listener, "listener");
    if (settings.offline()) {
      throw HubException.lasting(
          Reason.OFFLINE, "cannot download " + id + ": HF_HUB_OFFLINE is set, and nothing is sent");
    }
    try {
      return new Pull(
              new HubClient(settings, pause, clock),
              id,
              new RepositoryFolder(settings.cache(), id),
              settings.symbolicLinks(),
              listener)
          .run();
    } catch (HubException
        | ModelFormatException
        | InterruptedIOException
        | ClosedByInterruptException
        | FileLockInterruptionException e) {
      throw e;
    } catch (IOException e) {
      String kind = e instanceof FileSystemException ? e.getClass().getSimpleName() + ": " : "";
      throw new IOException(
          "cannot keep "
              + id
              + " in the cache folder "
              + settings.cache()
              + " ("
              + kind
              + e.getMessage()
              + "); HF_HUB_CACHE or HF_HOME can name another",
          e);
    }
  }
}
