package io.github.nlptoolkit.models.hub;

import io.github.nlptoolkit.models.hub.HubException.Reason;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The two questions to the Hub: which files a revision has, and what a file's size and checksum
 * are. Both are asked again when the failure may pass. Thread-safe.
 */
final class HubClient {

  /** No file but weights is larger; the largest tokenizers have some 30 MB. */
  static final long MAX_SMALL_BYTES = 1L << 27;

  private final HubSettings settings;
  private final Connection connection;
  private final Refusals refusals;
  private final Retries.Pause pause;

  HubClient(HubSettings settings, Retries.Pause pause, InstantSource clock) {
    this.settings = settings;
    this.pause = pause;
    this.connection = new Connection(settings);
    this.refusals = new Refusals(settings.endpoint(), settings.token().isPresent(), clock);
  }

  Retries retries() {
    return new Retries(settings.patience(), pause);
  }

  /** The commit of a revision and its files. */
  Listing listing(HubId id) throws IOException {
    byte[] json = retries().run(() -> askForListing(id));
    return Listing.parse(id, json);
  }

  private byte[] askForListing(HubId id) throws IOException {
    String model = settings.endpoint() + "/api/models/" + id.repository();
    try (Response response =
        connection.get(URI.create(model + "/revision/" + encode(id.revision())), Map.of())) {
      if (response.status() == 200) {
        return response.readAll("the list of files of " + id, Listing.MAX_BYTES);
      }
      HubException refusal = refusals.of(response, id, "");
      // Servers that name no reason: whether the model or the revision is missing, the model tells.
      boolean unnamed = response.header("X-Error-Code").isEmpty();
      if (refusal.reason() == Reason.REPOSITORY_NOT_FOUND && unnamed && exists(model)) {
        throw refusals.noRevision(id, "HTTP status " + response.status());
      }
      throw refusal;
    }
  }

  private boolean exists(String model) throws IOException {
    try (Response response = connection.get(URI.create(model), Map.of())) {
      return response.status() == 200;
    }
  }

  /** What the Hub knows of a file. */
  RemoteFile describe(HubId id, String commit, String file) throws IOException {
    URI uri =
        URI.create(
            settings.endpoint()
                + "/"
                + id.repository()
                + "/resolve/"
                + commit
                + "/"
                + encode(file).replace("%2F", "/"));
    return retries().run(() -> askForDescription(id, commit, file, uri));
  }

  private RemoteFile askForDescription(HubId id, String commit, String file, URI uri)
      throws IOException {
    try (Response response = connection.head(uri)) {
      boolean linked = response.header(Connection.LINKED_ETAG).isPresent();
      if (response.status() != 200 && !(linked && response.isRedirect())) {
        throw refusals.of(response, id, file);
      }
      String named = response.header("X-Repo-Commit").orElse(commit);
      if (!named.equals(commit)) {
        throw invalid(file, id, "commit " + commit, Printable.of(named));
      }
      String header = response.header(linked ? Connection.LINKED_ETAG : "ETag").orElse("");
      Optional<Etag> etag = Etag.parse(header);
      if (etag.isEmpty()) {
        throw invalid(
            file, id, "an etag of 40 or 64 hexadecimal digits", "\"" + Printable.of(header) + "\"");
      }
      OptionalLong size = response.length("X-Linked-Size");
      if (size.isEmpty() && !response.isRedirect()) {
        size = response.length("Content-Length");
      }
      if (!file.endsWith(".safetensors") && size.orElse(0) > MAX_SMALL_BYTES) {
        throw invalid(file, id, "at most " + MAX_SMALL_BYTES + " bytes", size.orElse(0) + " bytes");
      }
      return new RemoteFile(file, uri, etag.get(), size);
    }
  }

  private static HubException invalid(String file, HubId id, String expected, String found) {
    return HubException.lasting(
        Reason.INVALID_RESPONSE,
        file + " of " + id + ": expected " + expected + ", the server says " + found);
  }

  /** Starts to receive a file; the status is one of success, or 416. */
  Response open(HubId id, RemoteFile file, Map<String, String> headers) throws IOException {
    Response response = connection.get(file.uri(), headers);
    if (response.status() == 200 || response.status() == 206 || response.status() == 416) {
      return response;
    }
    try (response) {
      throw refusals.of(response, id, file.name());
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
