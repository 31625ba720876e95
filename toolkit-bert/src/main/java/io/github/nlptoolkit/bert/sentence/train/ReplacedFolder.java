package io.github.nlptoolkit.bert.sentence.train;

import io.github.nlptoolkit.engine.train.TrainingLoop.ModelExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A folder that takes the place of one of its name when it is complete, not before. */
final class ReplacedFolder {
  private ReplacedFolder() {}

  static void write(Path target, ModelExport content) throws IOException {
    Path made = beside(target);
    boolean moved = false;
    try {
      Files.createDirectories(made);
      content.writeTo(made);
      if (Files.exists(target)) {
        Path old = beside(target);
        Files.move(target, old);
        Files.move(made, target);
        delete(old);
      } else {
        Files.move(made, target);
      }
      moved = true;
    } finally {
      if (!moved) {
        delete(made);
      }
    }
  }

  private static Path beside(Path target) {
    return target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> all = Files.walk(folder)) {
      paths = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }
}
