package io.github.nlptoolkit.eval.suite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Tells results that may be taken over from those that may not. */
final class SuiteKeys {
  private static final int BLOCK = 1 << 16;

  private SuiteKeys() {}

  /** SHA-256 over all that the result depends on; where files lie does not matter. */
  static String of(SuiteTask task, ModelSource models, long seed) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("each Java has SHA-256", e);
    }
    String settings =
        String.join(
            "\0",
            task.name(),
            task.kind().id(),
            task.model(),
            models.hash(task),
            new TreeMap<>(models.settings(task)).toString(),
            task.format().toString(),
            Boolean.toString(task.hasHeader()),
            task.columns().toString(),
            Integer.toString(task.limit()),
            task.classifier().toString(),
            task.options().toString(),
            Long.toString(seed));
    digest.update(settings.getBytes(StandardCharsets.UTF_8));
    for (Map.Entry<String, Path> file : task.files().entrySet()) {
      digest.update(("\0" + file.getKey() + "\0").getBytes(StandardCharsets.UTF_8));
      try (InputStream in = Files.newInputStream(file.getValue())) {
        byte[] block = new byte[BLOCK];
        for (int n = in.read(block); n >= 0; n = in.read(block)) {
          digest.update(block, 0, n);
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
