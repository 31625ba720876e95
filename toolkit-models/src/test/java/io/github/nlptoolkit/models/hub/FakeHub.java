package io.github.nlptoolkit.models.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A Hub with one model, on this machine: answers as the real one does, large files from a second
 * server on another port, as the Hub has them on another host. A test can put other answers in the
 * way of the next requests for a path.
 */
final class FakeHub implements AutoCloseable {

  static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  static final HubId ID = HubId.parse("org/tiny");
  static final String WEIGHTS = "model.safetensors";
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  /** What a client sent. */
  record Request(String server, String method, String path, Map<String, String> headers) {
    boolean isAuthorized() {
      return headers.containsKey("Authorization");
    }
  }

  final Map<String, byte[]> files = new TreeMap<>();
  final List<Request> requests = new CopyOnWriteArrayList<>();
  final List<Duration> pauses = new CopyOnWriteArrayList<>();
  final CountDownLatch closing = new CountDownLatch(1);

  private final Map<String, ConcurrentLinkedDeque<HttpHandler>> instead = new ConcurrentHashMap<>();
  private final ExecutorService threads =
      new ThreadPoolExecutor(
          0,
          16,
          1,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          task -> {
            Thread thread = new Thread(task, "fake-hub");
            thread.setDaemon(true);
            return thread;
          });
  private final HttpServer hub;
  private final HttpServer cdn;

  FakeHub() throws IOException {
    hub = start("hub", this::answer);
    cdn = start("cdn", this::send);
    files.put("config.json", utf8("{\"model_type\":\"bert\",\"hidden_size\":4}"));
    files.put("tokenizer.json", utf8("{\"version\":\"1.0\"}"));
    files.put("tokenizer_config.json", utf8("{}"));
    files.put("special_tokens_map.json", utf8("{\"a\":1}"));
    files.put("sentence_bert_config.json", utf8("{\"max_seq_length\":8}"));
    files.put("config_sentence_transformers.json", utf8("{\"prompts\":{}}"));
    files.put(
        "modules.json", utf8("[{\"path\":\"\"},{\"path\":\"1_Pooling\"},{\"path\":\"2_Dense\"}]"));
    files.put("1_Pooling/config.json", utf8("{\"word_embedding_dimension\":4}"));
    files.put("2_Dense/config.json", utf8("{\"in_features\":4}"));
    files.put("2_Dense/model.safetensors", random(3_000, 2));
    files.put(WEIGHTS, random(1_500_000, 1));
    files.put("pytorch_model.bin", utf8("pickle"));
    files.put("2_Dense/pytorch_model.bin", utf8("pickle"));
    files.put("onnx/model.onnx", utf8("onnx"));
    files.put("onnx/config.json", utf8("{\"onnx\":1}"));
    files.put("README.md", utf8("# tiny"));
    files.put(".gitattributes", utf8("*"));
  }

  /** What a file has. */
  byte[] content(String name) {
    return Objects.requireNonNull(files.get(name), name);
  }

  private HttpServer start(String name, HttpHandler handler) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            Map<String, String> headers =
                exchange.getRequestHeaders().entrySet().stream()
                    .collect(
                        Collectors.toMap(
                            Map.Entry::getKey,
                            header -> String.join(",", header.getValue()),
                            (a, b) -> a,
                            () -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER)));
            String path = exchange.getRequestURI().getRawPath();
            requests.add(new Request(name, exchange.getRequestMethod(), path, headers));
            HttpHandler other =
                instead
                    .getOrDefault(
                        name + " " + exchange.getRequestMethod() + " " + path,
                        new ConcurrentLinkedDeque<>())
                    .poll();
            (other == null ? handler : other).handle(exchange);
          }
        });
    server.start();
    return server;
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] random(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Answers the next request for a path differently; the ones after it again as ever. */
  void next(String server, String method, String path, HttpHandler handler) {
    instead
        .computeIfAbsent(server + " " + method + " " + path, key -> new ConcurrentLinkedDeque<>())
        .add(handler);
  }

  void nextList(HttpHandler handler) {
    next("hub", "GET", "/api/models/org/tiny/revision/main", handler);
  }

  void nextDescription(String file, HttpHandler handler) {
    next("hub", "HEAD", "/org/tiny/resolve/" + COMMIT + "/" + file, handler);
  }

  void nextWeights(HttpHandler handler) {
    next("cdn", "GET", "/" + WEIGHTS, handler);
  }

  static HttpHandler status(int status, String... headers) {
    return exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(status, -1);
    };
  }

  static HttpHandler body(byte[] bytes) {
    return exchange -> {
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  /** Sends the start of a content that it says is longer, and hangs up. */
  static HttpHandler hangUp(byte[] bytes, int sent) {
    return exchange -> {
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes, 0, sent);
      exchange.getResponseBody().flush();
      // Closing the exchange with bytes owing breaks the connection.
    };
  }

  /** Sends the start of a content, and then nothing for as long as the test runs. */
  HttpHandler stall(byte[] bytes, int sent) {
    return exchange -> {
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes, 0, sent);
      exchange.getResponseBody().flush();
      await(closing);
    };
  }

  static void await(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new IOException("the test waited too long");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + hub.getAddress().getPort());
  }

  URI cdn() {
    return URI.create("http://127.0.0.1:" + cdn.getAddress().getPort());
  }

  HubSettings settings(Path cache) {
    Patience patience =
        new Patience(
            Duration.ofSeconds(5),
            Duration.ofMillis(1500),
            3,
            Duration.ofSeconds(1),
            Duration.ofSeconds(60));
    return new HubSettings(
        endpoint(), Optional.of("hf_secret"), cache, false, true, ProxySelector.of(null), patience);
  }

  static HubSettings impatient(HubSettings of) {
    Patience patience =
        new Patience(
            Duration.ofMillis(200),
            Duration.ofMillis(150),
            2,
            Duration.ofSeconds(1),
            Duration.ofSeconds(60));
    return new HubSettings(
        of.endpoint(),
        of.token(),
        of.cache(),
        of.offline(),
        of.symbolicLinks(),
        of.proxies(),
        patience);
  }

  Hub hub(HubSettings settings) {
    return new Hub(settings, pauses::add, InstantSource.fixed(NOW));
  }

  Path pull(Path cache) throws IOException {
    return hub(settings(cache)).pull(ID, DownloadListener.SILENT);
  }

  /** The paths asked of a server, without those for the list of files. */
  List<String> asked(String server, String method) {
    return requests.stream()
        .filter(request -> request.server.equals(server) && request.method.equals(method))
        .map(Request::path)
        .filter(path -> !path.startsWith("/api/"))
        .toList();
  }

  Etag etag(String name) throws IOException {
    byte[] bytes = content(name);
    Path file = Files.write(Files.createTempFile("etag", ""), bytes);
    try {
      return name.endsWith(".safetensors") ? Etag.sha256(file) : Etag.git(file);
    } finally {
      Files.delete(file);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    if (path.startsWith("/api/models/org/tiny/revision/")) {
      String names =
          files.keySet().stream()
              .map(name -> "{\"rfilename\":\"" + name + "\"}")
              .collect(Collectors.joining(","));
      body(utf8(
              "{\"id\":\"org/tiny\",\"sha\":\""
                  + COMMIT
                  + "\",\"tags\":[1,{}],\"siblings\":["
                  + names
                  + "]}"))
          .handle(exchange);
      return;
    }
    String name = path.replaceFirst("^/org/tiny/resolve/(?:main|" + COMMIT + ")/", "");
    byte[] bytes = files.get(name);
    if (bytes == null) {
      status(404, "X-Error-Code", "EntryNotFound").handle(exchange);
      return;
    }
    exchange.getResponseHeaders().set("X-Repo-Commit", COMMIT);
    if (name.endsWith(".safetensors")) {
      exchange.getResponseHeaders().set("X-Linked-Etag", "\"" + etag(name) + "\"");
      exchange.getResponseHeaders().set("X-Linked-Size", Integer.toString(bytes.length));
      exchange.getResponseHeaders().set("Location", cdn() + "/" + name);
      exchange.sendResponseHeaders(302, -1);
      return;
    }
    exchange.getResponseHeaders().set("ETag", "\"" + etag(name) + "\"");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(bytes.length));
      exchange.sendResponseHeaders(200, -1);
    } else {
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private void send(HttpExchange exchange) throws IOException {
    byte[] bytes = content(exchange.getRequestURI().getRawPath().substring(1));
    String range = exchange.getRequestHeaders().getFirst("Range");
    String condition = exchange.getRequestHeaders().getFirst("If-Range");
    // The etag of the other host is one of its own.
    exchange.getResponseHeaders().set("ETag", "\"cdn-1\"");
    int start =
        range == null || (condition != null && !condition.equals("\"cdn-1\""))
            ? 0
            : Integer.parseInt(range.replaceAll("bytes=([0-9]+)-", "$1"));
    byte[] rest = Arrays.copyOfRange(bytes, start, bytes.length);
    if (start > 0) {
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes " + start + "-" + (bytes.length - 1) + "/" + bytes.length);
    }
    exchange.sendResponseHeaders(start > 0 ? 206 : 200, rest.length);
    exchange.getResponseBody().write(rest);
  }

  static List<String> tree(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    for (Path file : Snapshot.files(folder)) {
      names.add(folder.relativize(file).toString().replace('\\', '/'));
    }
    return names;
  }

  @Override
  public void close() {
    closing.countDown();
    hub.stop(0);
    cdn.stop(0);
    threads.shutdownNow();
  }
}
