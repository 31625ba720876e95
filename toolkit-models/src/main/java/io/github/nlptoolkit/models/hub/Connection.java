package io.github.nlptoolkit.models.hub;

import io.github.nlptoolkit.models.hub.HubException.Reason;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Flow;

/**
 * Sends requests and follows redirects by hand: at most {@value #MAX_REDIRECTS}, never from HTTPS
 * to plain HTTP, and with the token only as long as every address so far was the endpoint's.
 * Retries nothing. Thread-safe.
 */
final class Connection {

  static final int MAX_REDIRECTS = 5;

  /** The Hub puts a large file's etag on the redirect that leads to it. */
  static final String LINKED_ETAG = "X-Linked-Etag";

  private static final String AGENT = "nlptoolkit; java/" + Runtime.version().feature();

  private final HubSettings settings;
  private final HttpClient client;

  Connection(HubSettings settings) {
    this.settings = settings;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.patience().connect())
            .proxy(settings.proxies())
            .build();
  }

  /** Asks for content. */
  Response get(URI uri, Map<String, String> headers) throws IOException {
    return exchange("GET", uri, headers);
  }

  /** Asks what is known of content; stops at the redirect that says it. */
  Response head(URI uri) throws IOException {
    return exchange("HEAD", uri, Map.of());
  }

  private Response exchange(String method, URI start, Map<String, String> headers)
      throws IOException {
    URI uri = start;
    boolean trusted = isEndpoint(uri);
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      Response response = once(method, uri, headers, trusted);
      boolean told = method.equals("HEAD") && response.header(LINKED_ETAG).isPresent();
      if (!response.isRedirect() || told) {
        return response;
      }
      response.close();
      uri = redirect(uri, response.header("Location").orElse(""));
      trusted = trusted && isEndpoint(uri);
    }
    throw HubException.lasting(
        Reason.REDIRECT_REFUSED, start + " redirects more than " + MAX_REDIRECTS + " times");
  }

  /** Where a redirect leads, if it may be followed. */
  static URI redirect(URI from, String location) throws HubException {
    URI to;
    try {
      to = from.resolve(new URI(location.strip()));
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw refused(from, location, "no address");
    }
    String scheme = String.valueOf(to.getScheme()).toLowerCase(Locale.ROOT);
    if (location.isBlank() || to.getHost() == null || to.getRawUserInfo() != null) {
      throw refused(from, location, "no address");
    }
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw refused(from, location, "neither https nor http");
    }
    if (scheme.equals("http") && !"http".equalsIgnoreCase(from.getScheme())) {
      throw refused(from, location, "not encrypted, unlike the address before it");
    }
    return to;
  }

  private static HubException refused(URI from, String location, String why) {
    return HubException.lasting(
        Reason.REDIRECT_REFUSED,
        from.getHost() + " redirects to \"" + Printable.of(location) + "\", which is " + why);
  }

  private boolean isEndpoint(URI uri) {
    URI endpoint = settings.endpoint();
    return endpoint.getScheme().equalsIgnoreCase(uri.getScheme())
        && endpoint.getHost().equalsIgnoreCase(uri.getHost())
        && endpoint.getPort() == uri.getPort();
  }

  private Response once(String method, URI uri, Map<String, String> headers, boolean trusted)
      throws IOException {
    settings
        .proxies()
        .select(uri); // what is wrong with a proxy shows here, not as a broken network
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(settings.patience().silence())
            .header("User-Agent", AGENT)
            // Compressed content has another length than the one that is checked.
            .header("Accept-Encoding", "identity");
    headers.forEach(request::header);
    if (trusted) {
      settings.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    }
    try {
      HttpResponse<Flow.Publisher<List<ByteBuffer>>> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofPublisher());
      Body body = new Body(response.body(), settings.patience().silence());
      return new Response(uri, response.statusCode(), response.headers(), body);
    } catch (HttpTimeoutException e) {
      throw HubException.passing(
          Reason.TIMED_OUT, uri.getHost() + " does not answer (" + e.getMessage() + ")", e);
    } catch (IOException e) {
      throw HubException.passing(
          Reason.CONNECTION_FAILED, "no answer from " + uri.getHost() + " (" + reason(e) + ")", e);
    } catch (InterruptedException e) {
      throw Body.interrupted(e);
    }
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return e.getClass().getSimpleName() + (message == null ? "" : ": " + Printable.of(message));
  }
}
