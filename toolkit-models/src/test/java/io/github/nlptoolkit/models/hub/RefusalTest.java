package io.github.nlptoolkit.models.hub;

import static io.github.nlptoolkit.models.hub.PullTest.assertReason;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import io.github.nlptoolkit.models.hub.HubException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that refuses, redirects, and answers with garbage. */
class RefusalTest {

  @TempDir Path cache;

  private FakeHub server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeHub();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HubSettings with(Optional<String> token, URI endpoint, ProxySelector proxies) {
    Patience patience = server.settings(cache).patience();
    return new HubSettings(endpoint, token, cache, false, true, proxies, patience);
  }

  private void pullWithoutToken() throws IOException {
    HubSettings settings = with(Optional.empty(), server.endpoint(), ProxySelector.of(null));
    assertThat(server.hub(settings).pull(FakeHub.ID, DownloadListener.SILENT)).exists();
  }

  @Test
  void saysHowToGetAccess() {
    server.nextList(FakeHub.status(401, "X-Error-Code", "RepoNotFound"));
    assertReason(
        Reason.ACCESS_DENIED,
        this::pullWithoutToken,
        "private, gated or does not exist",
        "HF_TOKEN");
    server.nextList(FakeHub.status(401));
    assertReason(Reason.ACCESS_DENIED, () -> server.pull(cache), "the token (HF_TOKEN) gives no");
    server.nextList(FakeHub.status(403));
    assertReason(Reason.ACCESS_DENIED, () -> server.pull(cache), "status 403");
    for (int status : new int[] {401, 403}) {
      server.nextDescription("modules.json", FakeHub.status(status, "X-Error-Code", "GatedRepo"));
      assertReason(
          Reason.GATED,
          () -> server.pull(cache),
          "accept its conditions at " + server.endpoint() + "/org/tiny",
          "token of that account");
    }
    server.nextDescription("modules.json", FakeHub.status(401, "X-Error-Code", "GatedRepo"));
    assertReason(Reason.GATED, this::pullWithoutToken, "set HF_TOKEN to");
    assertThat(server.pauses).isEmpty();
  }

  @Test
  void saysWhatIsMissing() {
    server.nextList(FakeHub.status(404, "X-Error-Code", "RepoNotFound"));
    assertReason(Reason.REPOSITORY_NOT_FOUND, () -> server.pull(cache), "no model org/tiny at");
    server.nextList(FakeHub.status(404, "X-Error-Code", "RevisionNotFound"));
    assertReason(Reason.REVISION_NOT_FOUND, () -> server.pull(cache), "no revision \"main\"");
    server.nextDescription("modules.json", FakeHub.status(404, "X-Error-Code", "EntryNotFound"));
    assertReason(Reason.FILE_NOT_FOUND, () -> server.pull(cache), "no modules.json in org/tiny");
    server.nextDescription("modules.json", FakeHub.status(404));
    assertReason(Reason.FILE_NOT_FOUND, () -> server.pull(cache), "modules.json");
  }

  @Test
  void asksWhetherModelOrRevisionIsMissingWhereNoCodeTells() {
    server.nextList(FakeHub.status(404));
    server.next("hub", "GET", "/api/models/org/tiny", FakeHub.status(200));
    assertReason(Reason.REVISION_NOT_FOUND, () -> server.pull(cache), "\"main\"");
    server.nextList(FakeHub.status(404));
    assertReason(Reason.REPOSITORY_NOT_FOUND, () -> server.pull(cache), "no model org/tiny");
  }

  @Test
  void waitsAsLongAsItIsAskedTo() throws IOException {
    server.nextList(FakeHub.status(429, "Retry-After", "7"));
    server.nextList(FakeHub.status(429, "Retry-After", "Fri, 2 Jan 2026 03:04:35 GMT"));
    assertThat(server.pull(cache)).exists();
    assertThat(server.pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(30));
    server.pauses.clear();
    server.nextDescription("modules.json", FakeHub.status(429, "Retry-After", "soon"));
    server.nextDescription("modules.json", FakeHub.status(503, "Retry-After", "3"));
    assertThat(server.pull(cache)).exists();
    assertThat(server.pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(3));
  }

  @Test
  void doesNotWaitForTooLong() {
    for (String time : List.of("61", "99999999999999999999", "Sat, 3 Jan 2026 00:00:00 GMT")) {
      server.nextList(FakeHub.status(429, "Retry-After", time));
      assertReason(Reason.RATE_LIMITED, () -> server.pull(cache), "at most 60 s are waited");
    }
    for (int i = 0; i < 3; i++) {
      server.nextList(FakeHub.status(429, "Retry-After", "Thu, 1 Jan 2026 00:00:00 GMT"));
    }
    assertReason(Reason.RATE_LIMITED, () -> server.pull(cache), "tried 3 times");
    assertThat(server.pauses).containsExactly(Duration.ZERO, Duration.ZERO);
  }

  @Test
  void waitsTwiceAsLongEachTimeForAServerThatFails() throws IOException {
    for (int status : new int[] {500, 502, 503, 504, 408}) {
      server.pauses.clear();
      server.nextList(FakeHub.status(status));
      server.nextList(FakeHub.status(status));
      assertThat(server.pull(cache)).exists();
      assertThat(server.pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }
    for (int i = 0; i < 3; i++) {
      server.nextWeights(FakeHub.status(500));
    }
    Path other = cache.resolve("other");
    assertReason(Reason.SERVER_ERROR, () -> server.pull(other), "status 500", "tried 3 times");
    server.nextList(FakeHub.status(418));
    assertReason(Reason.INVALID_RESPONSE, () -> server.pull(cache), "status 418");
  }

  @Test
  void cleansWhatServersSayForMessages() {
    server.nextList(FakeHub.status(418, "X-Error-Message", "\u001b[31mred" + "x".repeat(5000)));
    assertReason(Reason.INVALID_RESPONSE, () -> server.pull(cache), "[31mredxxx", "...");
  }

  @Test
  void refusesListsThatAreNone() {
    for (String json :
        List.of(
            "",
            "null",
            "[]",
            "{",
            "<html>",
            "{\"siblings\":3}",
            "{} {}",
            "{\"sha\":\"..\"}",
            "{'sha':'" + FakeHub.COMMIT + "'}",
            "[".repeat(100_000),
            "{\"a\":" + "[".repeat(1000) + "]".repeat(1000) + "}")) {
      server.nextList(FakeHub.body(FakeHub.utf8(json)));
      assertReason(Reason.INVALID_RESPONSE, () -> server.pull(cache), "org/tiny");
    }
    server.nextList(FakeHub.body(new byte[] {'{', (byte) 0xff, '}'}));
    assertReason(Reason.INVALID_RESPONSE, () -> server.pull(cache), "is not JSON");
  }

  @Test
  void refusesListsThatAreTooLarge() {
    byte[] spaces = new byte[Listing.MAX_BYTES + 100_000];
    Arrays.fill(spaces, (byte) ' ');
    HttpHandler endless =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(spaces);
        };
    server.nextList(endless);
    assertReason(Reason.INVALID_RESPONSE, () -> server.pull(cache), "more than 8388608 bytes");
    String names = "{\"rfilename\":\"a\"},".repeat(Listing.MAX_FILES);
    server.nextList(
        FakeHub.body(FakeHub.utf8("{\"siblings\":[" + names + "{\"rfilename\":\"b\"}]}")));
    assertReason(Reason.INVALID_RESPONSE, () -> server.pull(cache), "more than 50000 files");
  }

  @Test
  void refusesNamesThatLeaveTheFolder() {
    for (String name :
        List.of("../config.json", "/config.json", "a/../../b", "a//b", "", ".", "a\\u0000b")) {
      String json =
          "{\"sha\":\"" + FakeHub.COMMIT + "\",\"siblings\":[{\"rfilename\":\"" + name + "\"}]}";
      server.nextList(FakeHub.body(FakeHub.utf8(json)));
      assertReason(Reason.INVALID_RESPONSE, () -> server.pull(cache), "which leaves the folder");
    }
  }

  @Test
  void ignoresNamesThatNoFileIsMadeOf() throws IOException {
    server.files.put("..\\\\config.json", new byte[1]);
    server.files.put("x".repeat(5000) + "/config.json", new byte[1]);
    server.files.put("1_Pooling\\\\config.json", new byte[1]);
    server.files.put("nul/config.json", new byte[1]);
    assertThat(FakeHub.tree(server.pull(cache))).hasSize(11);
  }

  @Test
  void followsRedirectsWithoutTheToken() throws IOException {
    server.nextList(FakeHub.status(307, "Location", "/api/models/org/tiny/revision/renamed"));
    server.nextDescription(
        "modules.json", FakeHub.status(302, "Location", server.cdn() + "/elsewhere"));
    server.next(
        "cdn",
        "HEAD",
        "/elsewhere",
        FakeHub.status(
            302,
            "Location",
            server.endpoint() + "/org/tiny/resolve/" + FakeHub.COMMIT + "/modules.json"));
    assertThat(server.pull(cache)).exists();
    assertThat(server.requests.get(1).path()).endsWith("/renamed");
    assertThat(server.requests.get(1).isAuthorized()).isTrue();
    assertThat(server.requests.get(3).isAuthorized()).isFalse();
    // Back at the Hub by way of a stranger: the stranger chose the address, so still no token.
    assertThat(server.requests.get(4).server()).isEqualTo("hub");
    assertThat(server.requests.get(4).isAuthorized()).isFalse();
  }

  @Test
  void refusesRedirectsWithoutEndOrAim() {
    String path = "/api/models/org/tiny/revision/main";
    for (int i = 0; i < 6; i++) {
      server.nextList(FakeHub.status(302, "Location", path));
    }
    assertReason(Reason.REDIRECT_REFUSED, () -> server.pull(cache), "more than 5 times");
    assertThat(server.requests).hasSize(6);
    for (String location :
        List.of("", "file:///etc/passwd", "http://", "http://user@127.0.0.1/", "::", "ftp://a/b")) {
      server.nextList(FakeHub.status(302, "Location", location));
      assertReason(Reason.REDIRECT_REFUSED, () -> server.pull(cache), "127.0.0.1 redirects to");
    }
  }

  @Test
  void redirectsNeverGiveUpEncryption() throws IOException {
    URI secure = URI.create("https://hub.example/a/b");
    assertThat(Connection.redirect(secure, "/c")).hasToString("https://hub.example/c");
    assertThat(Connection.redirect(secure, "https://cdn.example/x?y=1"))
        .hasToString("https://cdn.example/x?y=1");
    assertThat(Connection.redirect(URI.create("http://a/"), "https://b/"))
        .hasToString("https://b/");
    assertReason(
        Reason.REDIRECT_REFUSED,
        () -> Connection.redirect(secure, "http://hub.example/a/b"),
        "not encrypted");
  }

  @Test
  void triesAgainWhenNobodyListens() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    HubSettings settings =
        with(Optional.empty(), URI.create("http://127.0.0.1:" + port), ProxySelector.of(null));
    assertReason(
        Reason.CONNECTION_FAILED,
        () -> server.hub(settings).pull(FakeHub.ID, DownloadListener.SILENT),
        "127.0.0.1",
        "tried 3 times");
    assertThat(server.pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void givesUpServersThatDoNotSpeakHttp() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread thread = new Thread(() -> speakGarbage(socket), "garbage");
      thread.setDaemon(true);
      thread.start();
      URI endpoint = URI.create("http://127.0.0.1:" + socket.getLocalPort());
      HubSettings settings = with(Optional.empty(), endpoint, ProxySelector.of(null));
      assertReason(
          Reason.CONNECTION_FAILED,
          () -> server.hub(settings).pull(FakeHub.ID, DownloadListener.SILENT),
          "tried 3 times");
    }
  }

  private static void speakGarbage(ServerSocket socket) {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept();
          InputStream in = client.getInputStream();
          OutputStream out = client.getOutputStream()) {
        assertThat(in.read()).isNotNegative();
        out.write(FakeHub.utf8("220 mail ready\r\n\r\n"));
      } catch (IOException e) {
        // the client hung up, or the test is over
      }
    }
  }

  @Test
  void asksByWayOfTheProxy() throws IOException {
    InetSocketAddress proxy =
        InetSocketAddress.createUnresolved("127.0.0.1", server.endpoint().getPort());
    ProxySelector proxies =
        new EnvironmentProxies(
            () -> null,
            name -> name.equals("http_proxy") ? "http://127.0.0.1:" + proxy.getPort() : null);
    assertThat(proxies.select(URI.create("http://hub.invalid")))
        .containsExactly(new Proxy(Proxy.Type.HTTP, proxy));
    // The name resolves nowhere: only the proxy can have answered.
    HubSettings settings = with(Optional.empty(), URI.create("http://hub.invalid"), proxies);
    server.nextList(FakeHub.status(404, "X-Error-Code", "RepoNotFound"));
    assertReason(
        Reason.REPOSITORY_NOT_FOUND,
        () -> server.hub(settings).pull(FakeHub.ID, DownloadListener.SILENT),
        "hub.invalid");
  }
}
