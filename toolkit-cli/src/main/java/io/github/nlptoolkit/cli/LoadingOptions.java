package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.bert.encoder.LoadOptions;
import io.github.nlptoolkit.cli.terminal.DownloadDisplay;
import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.models.Models;
import io.github.nlptoolkit.models.cache.CacheFolder;
import io.github.nlptoolkit.models.hub.HubId;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** How far to go for a model, and how it computes: options of all commands that load one. */
final class LoadingOptions {

  @Option(
      names = "--precision",
      paramLabel = "P",
      description =
          "What to compute in: auto, float32, bfloat16 or int8; auto takes bfloat16 where the"
              + " machine computes in it (nlp doctor tells).")
  private Precision precision = Precision.AUTO;

  @Option(
      names = "--device",
      paramLabel = "D",
      description = "What to compute on: auto, cpu or gpu:N; ${DEFAULT-VALUE}.")
  private String device = "auto";

  @Option(
      names = "--download",
      description =
          "Download the model from the Hugging Face Hub if it is not on this machine. Nothing is"
              + " downloaded without this.")
  private boolean download;

  Precision precision() {
    return precision;
  }

  /** The device of {@code --device}, so that a wrong one is known early. */
  Device device() throws UsageException {
    try {
      return Device.parse(device);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--device: " + e.getMessage(), e);
    }
  }

  /** How a head is loaded. */
  LoadOptions loadOptions() throws UsageException {
    return LoadOptions.defaults().device(device()).precision(precision);
  }

  boolean downloads() {
    return download;
  }

  /** The models of this machine and of the Hub that the environment names. */
  static Models models(Terminal terminal) {
    return Models.at(CacheFolder.standard(), terminal::variable);
  }

  Path folder(String name, Terminal terminal) throws IOException {
    return folder(name, download, terminal);
  }

  /** The folder of a model, which is downloaded if that was asked for. */
  static Path folder(String name, boolean download, Terminal terminal) throws IOException {
    if (!download) {
      try {
        return models(terminal).resolve(name);
      } catch (IllegalArgumentException e) {
        throw hinted(e, name);
      }
    }
    try (DownloadDisplay display = new DownloadDisplay(terminal)) {
      return models(terminal).resolve(name, Models.Source.HUB, display);
    }
  }

  /** The same failure with the way out, if it is that a model of the Hub is not here. */
  static IllegalArgumentException hinted(IllegalArgumentException e, String name) {
    return HubId.tryParse(name).isEmpty()
        ? e
        : new IllegalArgumentException(e.getMessage() + "; --download asks for it", e);
  }
}
