package io.github.nlptoolkit.models.cache;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the toolkit keeps what it can make again. Immutable and thread-safe.
 *
 * <p>The first of these that is set and not blank:
 *
 * <ol>
 *   <li>the system property {@value #PROPERTY},
 *   <li>the environment variable {@value #VARIABLE},
 *   <li>the platform's cache folder: on Linux and other Unixes {@code $XDG_CACHE_HOME/nlptoolkit}
 *       or {@code ~/.cache/nlptoolkit}, on macOS {@code ~/Library/Caches/nlptoolkit}, on Windows
 *       {@code %LOCALAPPDATA%\nlptoolkit}.
 * </ol>
 */
public final class CacheFolder {

  /** The system property that names the folder. */
  public static final String PROPERTY = "nlptoolkit.home";

  /** The environment variable that names the folder, where the property does not. */
  public static final String VARIABLE = "NLPTOOLKIT_HOME";

  /** The end of every message about a folder that cannot be used. */
  static final String HOW_TO_CHOOSE =
      "another folder can be chosen with the environment variable "
          + VARIABLE
          + " or the system property "
          + PROPERTY;

  private static final String NAME = "nlptoolkit";

  private CacheFolder() {}

  /**
   * The folder that this process uses. Reads the property and the environment on every call, and
   * creates nothing.
   *
   * @return an absolute path; the folder need not exist
   * @throws IllegalStateException if none is named and the user has no home folder
   */
  public static Path standard() {
    return locate(System::getProperty, System::getenv);
  }

  static Path locate(
      Function<String, @Nullable String> property, Function<String, @Nullable String> variable) {
    for (String named :
        new @Nullable String[] {property.apply(PROPERTY), variable.apply(VARIABLE)}) {
      if (named != null && !named.isBlank()) {
        return Path.of(named).toAbsolutePath().normalize();
      }
    }
    return ofPlatform(property, variable).resolve(NAME);
  }

  private static Path ofPlatform(
      Function<String, @Nullable String> property, Function<String, @Nullable String> variable) {
    String given = property.apply("os.name");
    String system = given == null ? "" : given.toLowerCase(Locale.ROOT);
    if (system.startsWith("windows")) {
      String local = variable.apply("LOCALAPPDATA");
      return local != null && !local.isBlank()
          ? Path.of(local).toAbsolutePath()
          : home(property).resolve("AppData").resolve("Local");
    }
    if (system.startsWith("mac")) {
      return home(property).resolve("Library").resolve("Caches");
    }
    String xdg = variable.apply("XDG_CACHE_HOME");
    // The XDG specification says to ignore a relative path.
    if (xdg != null && !xdg.isBlank() && Path.of(xdg).isAbsolute()) {
      return Path.of(xdg);
    }
    return home(property).resolve(".cache");
  }

  private static Path home(Function<String, @Nullable String> property) {
    String home = property.apply("user.home");
    // The JDK says "?" for a user without an entry in the password file, as in many containers.
    if (home == null || home.isBlank() || home.equals("?")) {
      throw new IllegalStateException(
          "the user has no home folder to keep models in (user.home is "
              + home
              + "); "
              + HOW_TO_CHOOSE);
    }
    return Path.of(home).toAbsolutePath();
  }
}
