package io.github.nlptoolkit.models.hub;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** The other process of {@link PullProcessTest}: pulls the model and prints how it gets on. */
final class PullProcess {

  private PullProcess() {}

  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    HubSettings settings =
        new HubSettings(
            URI.create(arguments[0]),
            Optional.empty(),
            Path.of(arguments[1]),
            false,
            true,
            ProxySelector.of(null),
            Patience.STANDARD);
    try {
      Path folder =
          new Hub(settings)
              .pull(
                  FakeHub.ID,
                  (file, done, total) -> {
                    if (file.equals(FakeHub.WEIGHTS) && done > 0 && done < total) {
                      out.println("receiving");
                    }
                  });
      out.println("found " + folder);
    } catch (IOException e) {
      out.println("failed " + e.getMessage());
    }
  }
}
