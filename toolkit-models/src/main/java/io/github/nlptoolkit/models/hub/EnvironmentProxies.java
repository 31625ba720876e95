package io.github.nlptoolkit.models.hub;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The proxies of the JVM ({@code -Dhttps.proxyHost} and the like), and where it has none, those of
 * the environment variables that curl and Python read. Only HTTP proxies, and none that want a
 * password. Thread-safe.
 */
final class EnvironmentProxies extends ProxySelector {

  private final Supplier<@Nullable ProxySelector> platform;
  private final Function<String, @Nullable String> variables;

  EnvironmentProxies(
      Supplier<@Nullable ProxySelector> platform, Function<String, @Nullable String> variables) {
    this.platform = platform;
    this.variables = variables;
  }

  @Override
  public List<Proxy> select(URI uri) {
    ProxySelector selector = platform.get();
    List<Proxy> chosen = selector == null ? List.of() : selector.select(uri);
    if (chosen.stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT)) {
      return chosen;
    }
    Optional<String> named = either(uri.getScheme().toLowerCase(Locale.ROOT) + "_proxy");
    if (named.isEmpty()) {
      named = either("all_proxy");
    }
    return named.isEmpty() || isExempt(uri.getHost())
        ? List.of(Proxy.NO_PROXY)
        : List.of(proxy(named.get()));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    ProxySelector selector = platform.get();
    if (selector != null) {
      selector.connectFailed(uri, address, failure);
    }
  }

  private Optional<String> either(String name) {
    for (String spelling : new String[] {name, name.toUpperCase(Locale.ROOT)}) {
      String value = variables.apply(spelling);
      if (value != null && !value.isBlank()) {
        return Optional.of(value.strip());
      }
    }
    return Optional.empty();
  }

  private boolean isExempt(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    for (String entry : either("no_proxy").orElse("").toLowerCase(Locale.ROOT).split(",", -1)) {
      String rule = entry.strip();
      String suffix = rule.startsWith(".") ? rule : "." + rule;
      if (!rule.isEmpty() && (rule.equals("*") || ("." + name).endsWith(suffix))) {
        return true;
      }
    }
    return false;
  }

  private static Proxy proxy(String text) {
    // Without a scheme curl means http.
    URI uri;
    try {
      uri = URI.create(text.contains("://") ? text : "http://" + text);
    } catch (IllegalArgumentException e) {
      // No cause: its message has the text, and that may have a password.
      throw new IllegalArgumentException("a proxy must be like http://host:port; it is not shown");
    }
    boolean valid =
        "http".equalsIgnoreCase(uri.getScheme())
            && uri.getHost() != null
            && uri.getRawUserInfo() == null;
    if (!valid) {
      throw new IllegalArgumentException(
          "a proxy must be like http://host:port, without a user name, got one with scheme "
              + Printable.of(String.valueOf(uri.getScheme()))
              + " and host "
              + Printable.of(String.valueOf(uri.getHost())));
    }
    int port = uri.getPort() < 0 ? 80 : uri.getPort();
    return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), port));
  }
}
