package io.github.nlptoolkit.models.hub;

import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the Hub is, who asks, and how. Immutable and thread-safe. The token appears in no message
 * and not in {@link #toString}.
 *
 * @param endpoint the server, {@code http} or {@code https}; may have a path, without a slash at
 *     its end
 * @param token the access token; sent to the endpoint's host only
 * @param cache the folder of the cache that is shared with Python
 * @param offline whether every download is refused
 * @param symbolicLinks whether the cache may link names to contents; if not, or where the file
 *     system has no symbolic links, hard links or else copies do
 * @param proxies finds the way to each address
 * @param patience how long to wait and how often to try
 */
public record HubSettings(
    URI endpoint,
    Optional<String> token,
    Path cache,
    boolean offline,
    boolean symbolicLinks,
    ProxySelector proxies,
    Patience patience) {

  /**
   * Makes settings.
   *
   * @throws IllegalArgumentException if the endpoint is not the address of a server, or the token
   *     has characters that no token has
   */
  public HubSettings {
    cache = cache.toAbsolutePath().normalize();
    Objects.requireNonNull(proxies, "proxies");
    Objects.requireNonNull(patience, "patience");
    requireServer(endpoint);
    token.ifPresent(HubSettings::requireToken);
  }

  /**
   * The settings that the environment gives, by the variables that huggingface_hub reads: {@code
   * HF_ENDPOINT}, {@code HF_TOKEN} or {@code HUGGING_FACE_HUB_TOKEN} or the file that {@code hf
   * auth login} writes ({@code HF_TOKEN_PATH}, {@code $HF_HOME/token}), {@code HF_HUB_CACHE},
   * {@code HF_HOME}, {@code HF_HUB_OFFLINE}, {@code HF_HUB_DISABLE_SYMLINKS}, {@code
   * HF_HUB_ETAG_TIMEOUT} (connecting) and {@code HF_HUB_DOWNLOAD_TIMEOUT} (silence), both in
   * seconds. Proxies are those of {@link ProxySelector#getDefault}, and where it names none, of
   * {@code https_proxy}, {@code http_proxy}, {@code all_proxy} and {@code no_proxy}, in small
   * letters or capitals.
   *
   * @return the settings of this process
   * @throws IllegalArgumentException if a variable has a value that cannot be used; the message
   *     names it
   * @throws IllegalStateException if no cache folder is named and the user has no home folder
   */
  public static HubSettings ofEnvironment() {
    return of(System::getenv);
  }

  /**
   * The same settings with variables of one's own.
   *
   * @param variables environment variables by name; null for one that is not set
   * @return the settings
   * @throws IllegalArgumentException if a variable has a value that cannot be used; the message
   *     names it
   * @throws IllegalStateException if no cache folder is named and the user has no home folder
   */
  public static HubSettings of(Function<String, @Nullable String> variables) {
    return new HubEnvironment(variables, System.getProperty("user.home")).settings();
  }

  private static void requireServer(URI endpoint) {
    String scheme = String.valueOf(endpoint.getScheme()).toLowerCase(Locale.ROOT);
    boolean valid =
        (scheme.equals("https") || scheme.equals("http"))
            && endpoint.getHost() != null
            && endpoint.getRawUserInfo() == null
            && endpoint.getRawQuery() == null
            && endpoint.getRawFragment() == null
            && !endpoint.getRawPath().endsWith("/");
    if (!valid) {
      throw new IllegalArgumentException(
          "the endpoint (HF_ENDPOINT) must be like https://huggingface.co, without user, query or a"
              + " slash at the end, got \""
              + Printable.of(endpoint.toString())
              + "\"");
    }
  }

  private static void requireToken(String token) {
    boolean plain = !token.isEmpty();
    for (int i = 0; i < token.length(); i++) {
      plain &= token.charAt(i) > ' ' && token.charAt(i) < 0x7f;
    }
    if (!plain) {
      throw new IllegalArgumentException(
          "the token (HF_TOKEN) must be printable ASCII without blanks; it has "
              + token.length()
              + " characters and is not shown");
    }
  }

  /**
   * The settings without the token.
   *
   * @return a text for logs
   */
  @Override
  public String toString() {
    return "HubSettings[endpoint="
        + endpoint
        + ", token="
        + (token.isPresent() ? "(hidden)" : "none")
        + ", cache="
        + cache
        + ", offline="
        + offline
        + ", symbolicLinks="
        + symbolicLinks
        + ", patience="
        + patience
        + "]";
  }
}
