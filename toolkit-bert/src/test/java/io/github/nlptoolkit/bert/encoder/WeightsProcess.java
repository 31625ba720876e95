package io.github.nlptoolkit.bert.encoder;

import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.engine.tokenizer.TokenIds;
import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import io.github.nlptoolkit.engine.tokenizer.TokenizerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A program that loads an encoder, runs it, and prints by how much the process grew, in kB: in
 * private memory, and in pages of files, which the system takes back when it needs them.
 */
final class WeightsProcess {
  private static final Path WARM_UP =
      Path.of("src/test/resources/golden/neural/encoders/albert-shared");

  private WeightsProcess() {}

  /** Takes the folder of the encoder. */
  @SuppressWarnings("SystemOut") // it is how a process answers
  public static void main(String[] arguments) throws IOException {
    try (EncoderModel small = load(WARM_UP);
        Tokenizer tokenizer =
            Tokenizer.load(WARM_UP.resolve("tokenizer.json"), TokenizerOptions.unlimited())) {
      TokenIds text = tokenizer.ids("a few words");
      run(small, text);
      long before = kilobytes("RssAnon:");
      long filesBefore = kilobytes("RssFile:");
      try (EncoderModel model = load(Path.of(arguments[0]))) {
        run(model, text);
        System.out.println("private " + (kilobytes("RssAnon:") - before));
        System.out.println("files " + (kilobytes("RssFile:") - filesBefore));
      }
    }
  }

  private static EncoderModel load(Path folder) throws IOException {
    return EncoderModel.load(Checkpoint.open(folder), Device.cpu(), Precision.FLOAT32);
  }

  private static void run(EncoderModel model, TokenIds text) {
    model.embed(
        List.of(text),
        64,
        new EncoderModel.Pooled(new long[] {0}, 0, new long[0]),
        (rows, vectors) -> {});
  }

  private static long kilobytes(String key) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith(key)) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("no " + key + " in /proc/self/status");
  }
}
