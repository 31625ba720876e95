package io.github.nlptoolkit.engine.internal.djl;

import java.nio.file.Path;

/** What DJL must be told before any of its classes is loaded. */
public final class DjlSettings {
  private static final String OFFLINE = "ai.djl.offline";
  private static final String NO_TELEMETRY = "OPT_OUT_TRACKING";

  private static final String CACHE = "ENGINE_CACHE_DIR";

  private DjlSettings() {}

  /**
   * Turns off DJL's telemetry and its downloads at run time, and has the natives unpacked below the
   * toolkit's own cache folder if one is named, unless the application has set these properties
   * itself. May be called any number of times, from any thread.
   */
  public static synchronized void apply() {
    setIfAbsent(OFFLINE, "true");
    setIfAbsent(NO_TELEMETRY, "true");
    String home = System.getProperty("nlptoolkit.home", System.getenv("NLPTOOLKIT_HOME"));
    if (home != null
        && !home.isBlank()
        && System.getenv(CACHE) == null
        && System.getenv("DJL_CACHE_DIR") == null
        && System.getProperty("DJL_CACHE_DIR") == null) {
      setIfAbsent(CACHE, Path.of(home).resolve("natives").toAbsolutePath().toString());
    }
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
