package io.github.nlptoolkit.engine.internal.djl;

import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.util.ClassLoaderUtils;
import ai.djl.util.Utils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Loads the tokenizers' native library, which comes in the jar of {@code
 * ai.djl.huggingface:tokenizers}. What would fail obscurely inside DJL is found out first.
 */
final class TokenizerNatives {
  private static final String ARTIFACT = "ai.djl.huggingface:tokenizers";

  private TokenizerNatives() {}

  /**
   * Loads the library, once.
   *
   * @throws UnsupportedOperationException if the platform has none, or it cannot be loaded
   */
  static void load() {
    DjlSettings.apply();
    if (Utils.getEnvOrSystemProperty("RUST_LIBRARY_PATH") == null) {
      Optional<String> problem =
          problem(
              System.getProperty("os.name"),
              System.getProperty("os.arch"),
              Path.of("/"),
              TokenizerNatives::onClassPath);
      if (problem.isPresent()) {
        throw new UnsupportedOperationException(problem.get());
      }
    }
    try {
      LibUtils.checkStatus();
    } catch (RuntimeException | LinkageError e) {
      throw new UnsupportedOperationException(
          "the native library of "
              + ARTIFACT
              + " could not be unpacked to "
              + Utils.getEngineCacheDir("tokenizers")
              + " or loaded from there (DJL_CACHE_DIR names another folder): "
              + rootMessage(e),
          e);
    }
  }

  /** Looks where DJL will look. */
  private static boolean onClassPath(String resource) {
    try {
      return ClassLoaderUtils.getResource(resource) != null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.toString();
  }

  /**
   * Why the library cannot be loaded here.
   *
   * @param osName as in the system property {@code os.name}
   * @param osArch as in the system property {@code os.arch}
   * @param root the root of the file system
   * @param onClassPath whether a resource is there
   * @return the reason, or empty if it can probably be loaded
   */
  static Optional<String> problem(
      String osName, String osArch, Path root, Predicate<String> onClassPath) {
    NativePlatform platform = NativePlatform.of(osName, osArch, root);
    String classifier = platform.classifier();
    String library =
        classifier.startsWith("win-")
            ? "tokenizers.dll"
            : classifier.startsWith("osx-") ? "libtokenizers.dylib" : "libtokenizers.so";
    String resource = "native/lib/" + classifier + "/cpu/" + library;
    if (!onClassPath.test(resource)) {
      return Optional.of(
          "no native tokenizer for "
              + classifier
              + ": "
              + resource
              + " is not on the class path ("
              + ARTIFACT
              + " has linux-x86_64, linux-aarch64, osx-aarch64 and win-x86_64)");
    }
    if (platform.musl()) {
      return Optional.of(
          "no native tokenizer for musl (such as Alpine Linux): that of "
              + ARTIFACT
              + " for "
              + classifier
              + " needs glibc; use an image with glibc");
    }
    return Optional.empty();
  }
}
