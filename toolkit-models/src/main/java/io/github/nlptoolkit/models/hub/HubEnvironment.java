package io.github.nlptoolkit.models.hub;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables of huggingface_hub 2.4.0 ({@code constants.py}, {@code _auth.py}), read
 * as it reads them. Not thread-safe.
 */
final class HubEnvironment {

  private static final String ENDPOINT = "https://huggingface.co";
  private static final Set<String> TRUE = Set.of("1", "on", "yes", "true");
  private static final long MAX_TOKEN_FILE_BYTES = 1 << 16;

  private final Function<String, @Nullable String> variables;
  private final @Nullable String home;

  HubEnvironment(Function<String, @Nullable String> variables, @Nullable String home) {
    this.variables = variables;
    this.home = home;
  }

  HubSettings settings() {
    return new HubSettings(
        endpoint(),
        token(),
        cache().orElseThrow(this::homeless),
        isTrue("HF_HUB_OFFLINE") || isTrue("TRANSFORMERS_OFFLINE"),
        !isTrue("HF_HUB_DISABLE_SYMLINKS"),
        new EnvironmentProxies(ProxySelector::getDefault, variables),
        patience());
  }

  /** The folder of the cache; empty if none is named and there is no home folder. */
  Optional<Path> cache() {
    for (String name : new String[] {"HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"}) {
      Optional<String> named = value(name);
      if (named.isPresent()) {
        return Optional.of(path(name, named.get()));
      }
    }
    return hubHome().map(folder -> folder.resolve("hub"));
  }

  private Optional<Path> hubHome() {
    Optional<String> named = value("HF_HOME");
    if (named.isPresent()) {
      return Optional.of(path("HF_HOME", named.get()));
    }
    Optional<String> xdg = value("XDG_CACHE_HOME");
    Optional<Path> caches =
        xdg.isPresent()
            ? Optional.of(path("XDG_CACHE_HOME", xdg.get()))
            : home().map(folder -> folder.resolve(".cache"));
    return caches.map(folder -> folder.resolve("huggingface"));
  }

  private URI endpoint() {
    String text = value("HF_ENDPOINT").orElse(ENDPOINT);
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '/') {
      end--;
    }
    try {
      return URI.create(text.substring(0, end));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "HF_ENDPOINT must be like " + ENDPOINT + ", got \"" + Printable.of(text) + "\"", e);
    }
  }

  private Optional<String> token() {
    if (isTrue("HF_HUB_DISABLE_IMPLICIT_TOKEN")) {
      return Optional.empty();
    }
    for (String name : new String[] {"HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"}) {
      Optional<String> token = value(name);
      if (token.isPresent()) {
        return token;
      }
    }
    Optional<String> named = value("HF_TOKEN_PATH");
    Optional<Path> file =
        named.isPresent()
            ? Optional.of(path("HF_TOKEN_PATH", named.get()))
            : hubHome().map(folder -> folder.resolve("token"));
    return file.flatMap(HubEnvironment::tokenIn);
  }

  private static Optional<String> tokenIn(Path file) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MAX_TOKEN_FILE_BYTES) {
        return Optional.empty();
      }
      String token = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
      return token.isEmpty() ? Optional.empty() : Optional.of(token);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the token file " + file + " cannot be read (" + e.getMessage() + "); set HF_TOKEN", e);
    }
  }

  private Patience patience() {
    Patience standard = Patience.STANDARD;
    return new Patience(
        seconds("HF_HUB_ETAG_TIMEOUT").orElse(standard.connect()),
        seconds("HF_HUB_DOWNLOAD_TIMEOUT").orElse(standard.silence()),
        standard.tries(),
        standard.firstPause(),
        standard.longestPause());
  }

  private Optional<Duration> seconds(String name) {
    Optional<String> text = value(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (text.get().matches("[1-9][0-9]{0,5}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text.get())));
    }
    throw new IllegalArgumentException(
        name
            + " must be a number of seconds from 1 to 999999, got \""
            + Printable.of(text.get())
            + "\"");
  }

  private boolean isTrue(String name) {
    return value(name).filter(text -> TRUE.contains(text.toLowerCase(Locale.ROOT))).isPresent();
  }

  private Optional<String> value(String name) {
    String value = variables.apply(name);
    return value == null || value.isBlank() ? Optional.empty() : Optional.of(value.strip());
  }

  private Path path(String name, String text) {
    try {
      boolean inHome = text.equals("~") || text.startsWith("~/") || text.startsWith("~\\");
      Path path =
          inHome
              ? home()
                  .orElseThrow(this::homeless)
                  .resolve(text.substring(Math.min(2, text.length())))
              : Path.of(text);
      return path.toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          name + " must be the path of a folder, got \"" + Printable.of(text) + "\"", e);
    }
  }

  private Optional<Path> home() {
    // The JDK says "?" for a user without an entry in the password file, as in many containers.
    return home == null || home.isBlank() || home.equals("?")
        ? Optional.empty()
        : Optional.of(Path.of(home).toAbsolutePath());
  }

  private IllegalStateException homeless() {
    return new IllegalStateException(
        "the user has no home folder to keep models in (user.home is "
            + home
            + "); HF_HUB_CACHE or HF_HOME can name one");
  }
}
