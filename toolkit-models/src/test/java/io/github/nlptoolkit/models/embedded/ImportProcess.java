package io.github.nlptoolkit.models.embedded;

import io.github.nlptoolkit.models.cache.ModelStore;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The other process of {@link MiniLmImportTest}: asks for the real model and says how long it took.
 */
final class ImportProcess {

  private ImportProcess() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    EmbeddedModels models =
        new EmbeddedModels(new ModelStore(Path.of(arguments[0])), EmbeddedModels.known(), null);
    long start = System.nanoTime();
    Path folder = models.resolve(arguments[1]).orElseThrow();
    out.println((System.nanoTime() - start) / 1_000_000 + " " + folder);
  }
}
