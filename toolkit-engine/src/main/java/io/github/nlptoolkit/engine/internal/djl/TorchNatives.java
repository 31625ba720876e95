package io.github.nlptoolkit.engine.internal.djl;

import ai.djl.util.ClassLoaderUtils;
import ai.djl.util.Utils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether PyTorch's natives are on the class path before DJL fails obscurely, or asks the
 * network for them.
 */
final class TorchNatives {
  private static final String ARTIFACT = "ai.djl.pytorch:pytorch-native-cpu";
  private static final String DESCRIPTION = "native/lib/pytorch.properties";

  private TorchNatives() {}

  /** Why PyTorch cannot be loaded here, or empty if it can probably be. */
  static Optional<String> problem() {
    if (Utils.getEnvOrSystemProperty("PYTORCH_LIBRARY_PATH") != null) {
      return Optional.empty();
    }
    return problem(NativePlatform.current(), classifierOnClassPath());
  }

  /**
   * The same for any platform.
   *
   * @param platform the platform
   * @param onClassPath the classifier of the natives on the class path, or null if there are none
   */
  static Optional<String> problem(NativePlatform platform, @Nullable String onClassPath) {
    if (platform.musl()) {
      return Optional.of(
          "PyTorch has no natives for musl (such as Alpine Linux): those of "
              + ARTIFACT
              + " need glibc; use an image with glibc");
    }
    if (onClassPath == null) {
      return Optional.of(
          "PyTorch's natives are not on the class path: add "
              + ARTIFACT
              + ":2.7.1:"
              + platform.classifier()
              + " at run time (there are linux-x86_64, linux-aarch64, osx-aarch64 and win-x86_64)");
    }
    if (!onClassPath.equals(platform.classifier())) {
      return Optional.of(
          "the natives of "
              + ARTIFACT
              + " on the class path are for "
              + onClassPath
              + ", but this is "
              + platform.classifier()
              + ": add those with the classifier "
              + platform.classifier());
    }
    return Optional.empty();
  }

  private static @Nullable String classifierOnClassPath() {
    try {
      URL url = ClassLoaderUtils.getResource(DESCRIPTION);
      if (url == null) {
        return null;
      }
      Properties properties = new Properties();
      try (InputStream in = url.openStream()) {
        properties.load(in);
      }
      return properties.getProperty("classifier");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + DESCRIPTION + " on the class path", e);
    }
  }
}
