package io.github.nlptoolkit.benchmarks.report;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Peers in Python, measured by a script in a process of their own. */
final class ScriptPeers {
  private static final String SCRIPT = "benchmarks/peers/sentence_speed.py";

  private ScriptPeers() {}

  /**
   * What a script measured.
   *
   * @param label whose throughput it is
   * @param sentencesOfSecond sentences in a second
   * @param cosine the least cosine to the recorded vectors
   */
  record Speed(String label, double sentencesOfSecond, double cosine) {}

  /**
   * Measures sentence-transformers.
   *
   * @param python the interpreter
   * @param model the model's folder
   * @param threads how many threads it may use
   */
  static List<Speed> measure(String python, Path model, int threads)
      throws IOException, InterruptedException {
    if (!Files.exists(Path.of(SCRIPT))) {
      throw new IOException("no " + SCRIPT + " here; run from the project's folder");
    }
    Process process =
        new ProcessBuilder(python, SCRIPT, model.toString(), Integer.toString(threads))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    if (exit != 0) {
      throw new IOException(SCRIPT + " ended with " + exit + ": " + line);
    }
    return new Gson().fromJson(line, new TypeToken<List<Speed>>() {});
  }
}
