package io.github.nlptoolkit.models.cache;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The other process of {@link ModelStoreProcessTest}: asks a store for a model and prints what
 * happens. Writes 1 MB; while it writes it waits for the end of its input.
 */
final class StoreProcess {

  private StoreProcess() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    ModelStore store = new ModelStore(Path.of(arguments[0]));
    out.println("started");
    try {
      Path folder =
          store.findOrWrite(
              "m",
              "origin"::equals,
              fresh -> {
                Files.write(fresh.resolve("config.json"), new byte[10]);
                out.println("writing");
                int end = System.in.read();
                Files.write(fresh.resolve("model.safetensors"), new byte[1 << 20]);
                return end < 0 ? "origin" : "not told to end";
              });
      out.println("found " + folder);
    } catch (IOException e) {
      out.println("failed " + e.getMessage());
    }
  }
}
