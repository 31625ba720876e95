package io.github.nlptoolkit.engine.internal.djl;

/** What DJL must be told before any of its classes is loaded. */
public final class DjlSettings {
  private static final String OFFLINE = "ai.djl.offline";
  private static final String NO_TELEMETRY = "OPT_OUT_TRACKING";

  private DjlSettings() {}

  /**
   * Turns off DJL's telemetry and its downloads at run time, unless the application has set these
   * properties itself. May be called any number of times, from any thread.
   */
  public static synchronized void apply() {
    setIfAbsent(OFFLINE);
    setIfAbsent(NO_TELEMETRY);
  }

  private static void setIfAbsent(String property) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, "true");
    }
  }
}
