package io.github.nlptoolkit.engine.internal.djl;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The platform in DJL's words. Immutable and thread-safe.
 *
 * @param classifier the operating system and the processor, such as {@code linux-x86_64}
 * @param musl whether musl's loader is there and glibc's is not: the natives need glibc
 */
record NativePlatform(String classifier, boolean musl) {

  /** This one. */
  static NativePlatform current() {
    return of(System.getProperty("os.name"), System.getProperty("os.arch"), Path.of("/"));
  }

  /**
   * Another one.
   *
   * @param osName as in the system property {@code os.name}
   * @param osArch as in the system property {@code os.arch}
   * @param root the root of its file system
   */
  static NativePlatform of(String osName, String osArch, Path root) {
    String os = osName.toLowerCase(Locale.ROOT);
    String prefix =
        os.startsWith("win")
            ? "win"
            : os.startsWith("mac") ? "osx" : os.startsWith("linux") ? "linux" : os;
    String arch = osArch.equals("amd64") ? "x86_64" : osArch;
    boolean musl =
        prefix.equals("linux")
            && ((exists(root, "lib/ld-musl-x86_64.so.1")
                    && !exists(root, "lib64/ld-linux-x86-64.so.2"))
                || (exists(root, "lib/ld-musl-aarch64.so.1")
                    && !exists(root, "lib/ld-linux-aarch64.so.1")));
    return new NativePlatform(prefix + "-" + arch, musl);
  }

  private static boolean exists(Path root, String file) {
    return Files.exists(root.resolve(file));
  }
}
