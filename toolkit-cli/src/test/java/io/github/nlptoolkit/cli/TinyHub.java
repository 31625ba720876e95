package io.github.nlptoolkit.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Hub on this machine with the one model {@code org/tiny}; it hides nothing and fails never. */
final class TinyHub implements AutoCloseable {

  static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  private final Map<String, byte[]> files = new TreeMap<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final HttpServer server;

  TinyHub(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.toList()) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  TinyHub with(String name, byte[] content) {
    files.put(name, content);
    return this;
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  int requests() {
    return requests.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    try (exchange) {
      String path = exchange.getRequestURI().getRawPath();
      if (path.startsWith("/api/models/org/tiny/revision/")) {
        String names =
            files.keySet().stream()
                .map(name -> "{\"rfilename\":\"" + name + "\"}")
                .collect(Collectors.joining(","));
        String json =
            "{\"id\":\"org/tiny\",\"sha\":\"" + COMMIT + "\",\"siblings\":[" + names + "]}";
        send(exchange, json.getBytes(StandardCharsets.UTF_8));
        return;
      }
      byte[] bytes = files.get(path.substring(path.lastIndexOf('/') + 1));
      if (bytes == null || !path.startsWith("/org/tiny/resolve/")) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      exchange.getResponseHeaders().set("X-Repo-Commit", COMMIT);
      exchange.getResponseHeaders().set("ETag", "\"" + sha256(bytes) + "\"");
      send(exchange, bytes);
    }
  }

  private static void send(HttpExchange exchange, byte[] bytes) throws IOException {
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(bytes.length));
      exchange.sendResponseHeaders(200, -1);
    } else {
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return String.format("%064x", new BigInteger(1, digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
