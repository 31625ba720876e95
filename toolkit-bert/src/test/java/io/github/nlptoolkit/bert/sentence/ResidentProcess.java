package io.github.nlptoolkit.bert.sentence;

import io.github.nlptoolkit.bert.TinyModel;
import io.github.nlptoolkit.engine.runtime.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A program that embeds many small batches and prints how much memory the process has, in kB: first
 * after some, then after all.
 */
final class ResidentProcess {
  static final Path STATUS = Path.of("/proc/self/status");
  private static final String MODEL = "sbert/pool-mean";
  private static final int TEXTS_IN_A_CALL = 19;

  private ResidentProcess() {}

  /** Takes the numbers of batches before each measurement. */
  @SuppressWarnings("SystemOut") // it is how a process answers
  public static void main(String[] arguments) throws IOException {
    List<String> texts = Vectors.texts(MODEL, TEXTS_IN_A_CALL);
    try (SentenceEmbedder embedder =
        SentenceEmbedder.builder(TinyModel.original(MODEL))
            .precision(Precision.FLOAT32)
            .tokensPerBatch(1)
            .load()) {
      for (String batches : arguments) {
        embed(embedder, texts, Integer.parseInt(batches));
        System.out.println("resident " + residentKilobytes());
      }
    }
  }

  /** Each text is a batch by itself: some side by side, then one alone, on the wide lane. */
  private static void embed(SentenceEmbedder embedder, List<String> texts, int batches) {
    for (int batch = 0; batch < batches; batch += TEXTS_IN_A_CALL + 1) {
      embedder.embed(texts);
      embedder.embed(texts.get(batch % TEXTS_IN_A_CALL));
    }
  }

  private static long residentKilobytes() throws IOException {
    for (String line : Files.readAllLines(STATUS)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("no VmRSS in " + STATUS);
  }
}
