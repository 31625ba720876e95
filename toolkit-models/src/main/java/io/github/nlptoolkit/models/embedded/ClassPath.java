package io.github.nlptoolkit.models.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import org.jspecify.annotations.Nullable;

/**
 * Finds resources: with a given class loader, or else with the thread's and then with this
 * library's own, as an application server may have the models with either. Immutable and
 * thread-safe.
 */
record ClassPath(@Nullable ClassLoader given) {

  /** The resource of a name, or null. */
  @Nullable URL find(String path) {
    if (given != null) {
      return given.getResource(path);
    }
    ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
    URL found = ofThread == null ? null : ofThread.getResource(path);
    return found == null ? ClassPath.class.getResource("/" + path) : found;
  }

  static InputStream open(URL resource) throws IOException {
    URLConnection connection = resource.openConnection();
    // Cached, the jar would stay open for the life of the process.
    connection.setUseCaches(false);
    return connection.getInputStream();
  }
}
