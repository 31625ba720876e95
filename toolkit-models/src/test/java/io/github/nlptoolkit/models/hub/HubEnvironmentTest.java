package io.github.nlptoolkit.models.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubEnvironmentTest {

  @TempDir Path home;

  private final Map<String, String> variables = new HashMap<>();

  private HubEnvironment environment() {
    return new HubEnvironment(variables::get, home.toString());
  }

  private HubSettings settings() {
    return environment().settings();
  }

  @Test
  void hasDefaults() {
    HubSettings settings = settings();
    assertThat(settings.endpoint()).hasToString("https://huggingface.co");
    assertThat(settings.token()).isEmpty();
    assertThat(settings.cache()).isEqualTo(home.resolve(".cache/huggingface/hub"));
    assertThat(settings.offline()).isFalse();
    assertThat(settings.symbolicLinks()).isTrue();
    assertThat(settings.patience()).isEqualTo(Patience.STANDARD);
    assertThat(Patience.STANDARD.connect()).isEqualTo(Duration.ofSeconds(10));
    assertThat(Patience.STANDARD.silence()).isEqualTo(Duration.ofSeconds(30));
    assertThat(Patience.STANDARD.tries()).isEqualTo(3);
  }

  @Test
  void findsTheCacheAsPythonDoes() {
    variables.put("XDG_CACHE_HOME", "/xdg");
    assertThat(environment().cache()).contains(Path.of("/xdg/huggingface/hub").toAbsolutePath());
    variables.put("HF_HOME", "~/hf");
    assertThat(environment().cache()).contains(home.resolve("hf").resolve("hub"));
    variables.put("HUGGINGFACE_HUB_CACHE", "/old");
    assertThat(environment().cache()).contains(Path.of("/old").toAbsolutePath());
    variables.put("HF_HUB_CACHE", "/new");
    assertThat(environment().cache()).contains(Path.of("/new").toAbsolutePath());
    variables.put("HF_HUB_CACHE", " ");
    assertThat(environment().cache()).contains(Path.of("/old").toAbsolutePath());
    variables.put("HF_HUB_CACHE", "a\0b");
    assertThatThrownBy(() -> environment().cache())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("HF_HUB_CACHE must be the path of a folder, got \"a?b\"");
  }

  @Test
  void needsAHomeOnlyWhereNothingIsNamed() {
    HubEnvironment homeless = new HubEnvironment(variables::get, "?");
    assertThat(homeless.cache()).isEmpty();
    assertThatThrownBy(homeless::settings)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("user.home is ?", "HF_HUB_CACHE");
    variables.put("HF_HUB_CACHE", "/cache");
    assertThat(homeless.settings().cache()).isEqualTo(Path.of("/cache").toAbsolutePath());
  }

  @Test
  void findsTheToken() throws IOException {
    Path file = Files.createDirectories(home.resolve(".cache/huggingface")).resolve("token");
    Files.write(file, FakeHub.utf8("hf_file\n"));
    assertThat(settings().token()).contains("hf_file");
    variables.put("HUGGING_FACE_HUB_TOKEN", "hf_old");
    assertThat(settings().token()).contains("hf_old");
    variables.put("HF_TOKEN", " hf_new ");
    assertThat(settings().token()).contains("hf_new");
    assertThat(settings()).asString().contains("(hidden)").doesNotContain("hf_new");
    variables.put("HF_HUB_DISABLE_IMPLICIT_TOKEN", "1");
    assertThat(settings().token()).isEmpty();
    variables.clear();
    variables.put("HF_TOKEN_PATH", Files.write(home.resolve("t"), FakeHub.utf8(" ")).toString());
    assertThat(settings().token()).isEmpty();
    variables.put("HF_TOKEN", "hf_a\nX-Injected: b");
    assertThatThrownBy(this::settings)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("HF_TOKEN")
        .hasMessageNotContaining("Injected");
  }

  @Test
  void readsSwitchesAsPythonDoes() {
    for (String yes : List.of("1", "true", "TRUE", "Yes", "on")) {
      variables.put("HF_HUB_OFFLINE", yes);
      variables.put("HF_HUB_DISABLE_SYMLINKS", yes);
      assertThat(settings().offline()).as(yes).isTrue();
      assertThat(settings().symbolicLinks()).as(yes).isFalse();
    }
    for (String no : List.of("0", "false", "", "no", "2")) {
      variables.put("HF_HUB_OFFLINE", no);
      assertThat(settings().offline()).as(no).isFalse();
    }
    variables.put("TRANSFORMERS_OFFLINE", "1");
    assertThat(settings().offline()).isTrue();
  }

  @Test
  void readsTheEndpoint() {
    variables.put("HF_ENDPOINT", "http://mirror.example:8080/hf//");
    assertThat(settings().endpoint()).hasToString("http://mirror.example:8080/hf");
    for (String bad :
        List.of(
            "mirror",
            "ftp://a",
            "https://u:p@a",
            "https://a?b",
            "https://",
            "h ttp",
            "file:///a")) {
      variables.put("HF_ENDPOINT", bad);
      assertThatThrownBy(this::settings)
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("HF_ENDPOINT");
    }
  }

  @Test
  void readsTimes() {
    variables.put("HF_HUB_ETAG_TIMEOUT", "3");
    variables.put("HF_HUB_DOWNLOAD_TIMEOUT", "120");
    assertThat(settings().patience().connect()).isEqualTo(Duration.ofSeconds(3));
    assertThat(settings().patience().silence()).isEqualTo(Duration.ofMinutes(2));
    for (String bad : List.of("0", "-1", "1.5", "x", "99999999999")) {
      variables.put("HF_HUB_DOWNLOAD_TIMEOUT", bad);
      assertThatThrownBy(this::settings)
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("HF_HUB_DOWNLOAD_TIMEOUT");
    }
    assertThatThrownBy(
            () -> new Patience(Duration.ZERO, Duration.ofDays(1), 1, Duration.ZERO, Duration.ZERO))
        .hasMessageContaining("connect must be at least 1 ms");
    assertThatThrownBy(
            () ->
                new Patience(
                    Duration.ofDays(1), Duration.ofDays(1), 0, Duration.ZERO, Duration.ZERO))
        .hasMessage("tries must be 1 or more, got 0");
  }

  @Test
  void findsTheWayByEnvironmentWhereTheJvmHasNone() {
    ProxySelector jvm = ProxySelector.of(InetSocketAddress.createUnresolved("jvm", 1));
    URI hub = URI.create("https://huggingface.co/x");
    variables.put("HTTPS_PROXY", "proxy:3128");
    variables.put("no_proxy", "localhost, .Internal.example,mirror.example");
    assertThat(new EnvironmentProxies(() -> jvm, variables::get).select(hub))
        .isEqualTo(jvm.select(hub));
    EnvironmentProxies proxies =
        new EnvironmentProxies(() -> ProxySelector.of(null), variables::get);
    assertThat(proxies.select(hub))
        .containsExactly(
            new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy", 3128)));
    for (String exempt :
        List.of("a.internal.example", "mirror.example", "x.MIRROR.example", "localhost")) {
      assertThat(proxies.select(URI.create("https://" + exempt))).containsExactly(Proxy.NO_PROXY);
    }
    assertThat(proxies.select(URI.create("https://notmirror.example")))
        .doesNotContain(Proxy.NO_PROXY);
    assertThat(proxies.select(URI.create("http://huggingface.co"))).containsExactly(Proxy.NO_PROXY);
    variables.put("all_proxy", "http://all");
    assertThat(proxies.select(URI.create("http://huggingface.co")))
        .containsExactly(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("all", 80)));
    variables.put("no_proxy", "*");
    assertThat(proxies.select(hub)).containsExactly(Proxy.NO_PROXY);
  }

  @Test
  void refusesProxiesItCannotUseWithoutShowingPasswords() {
    for (String bad : List.of("socks5://a:1", "http://me:secret@a:1", "http://", "a b secret")) {
      variables.put("https_proxy", bad);
      EnvironmentProxies proxies = new EnvironmentProxies(() -> null, variables::get);
      assertThatThrownBy(() -> proxies.select(URI.create("https://huggingface.co")))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("http://host:port")
          .hasMessageNotContaining("secret");
    }
  }
}
