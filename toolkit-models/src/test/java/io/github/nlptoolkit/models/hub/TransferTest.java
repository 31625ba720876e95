package io.github.nlptoolkit.models.hub;

import static io.github.nlptoolkit.models.hub.PullTest.assertReason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import io.github.nlptoolkit.models.hub.HubException.Reason;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server, or a network, that breaks off, stalls and lies about contents. */
class TransferTest {

  @TempDir Path cache;

  private FakeHub server;
  private byte[] weights = {};

  @BeforeEach
  void start() throws IOException {
    server = new FakeHub();
    weights = server.content(FakeHub.WEIGHTS);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Path partial() throws IOException {
    return new RepositoryFolder(cache, FakeHub.ID).partial(server.etag(FakeHub.WEIGHTS));
  }

  private List<FakeHub.Request> downloads() {
    return server.requests.stream()
        .filter(r -> r.server().equals("cdn") && r.path().equals("/" + FakeHub.WEIGHTS))
        .toList();
  }

  private void assertPulls() throws IOException {
    assertThat(server.pull(cache).resolve(FakeHub.WEIGHTS)).hasBinaryContent(weights);
    assertThat(partial()).doesNotExist();
  }

  @Test
  void goesOnWhereTheConnectionBroke() throws IOException {
    server.nextWeights(FakeHub.hangUp(weights, 700_000));
    assertPulls();
    assertThat(downloads()).hasSize(2);
    String range = downloads().get(1).headers().getOrDefault("Range", "");
    assertThat(range).matches("bytes=[0-9]+-");
    assertThat(Integer.parseInt(range.replaceAll("[^0-9]", ""))).isBetween(1, 700_000);
    assertThat(server.pauses).containsExactly(Duration.ofSeconds(1));
  }

  @Test
  void goesOnInALaterCall() throws IOException {
    for (int i = 0; i < 3; i++) {
      server.nextWeights(FakeHub.hangUp(weights, 100_000));
    }
    assertReason(Reason.CONNECTION_FAILED, () -> server.pull(cache), "tried 3 times");
    assertThat(server.pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    assertThat(new HubCache(cache).find(FakeHub.ID)).isEmpty();
    assertThat(partial()).isNotEmptyFile();
    assertPulls();
    assertThat(downloads().get(3).headers()).containsKey("Range").doesNotContainKey("If-Range");
  }

  @Test
  void sendsTheValidatorOfTheServerThatBrokeOff() throws IOException {
    HttpHandler broken = FakeHub.hangUp(weights, 500_000);
    server.nextWeights(
        exchange -> {
          exchange.getResponseHeaders().set("ETag", "\"cdn-0\"");
          broken.handle(exchange);
        });
    assertPulls();
    assertThat(downloads().get(1).headers()).containsEntry("If-Range", "\"cdn-0\"");
  }

  @Test
  void startsOverWhereRangesAreIgnored() throws IOException {
    Files.createDirectories(partial().getParent());
    Files.write(partial(), Arrays.copyOf(weights, 1000));
    server.nextWeights(FakeHub.body(weights));
    assertPulls();
    assertThat(downloads()).hasSize(1);
  }

  @Test
  void startsOverWhenWhatWasLeftIsNotTheStart() throws IOException {
    Files.createDirectories(partial().getParent());
    Files.write(partial(), new byte[1000]);
    assertPulls();
    assertThat(downloads()).hasSize(2);
    assertThat(downloads().get(1).headers()).doesNotContainKey("Range");
  }

  @Test
  void dropsWhatIsTooLongAndUsesWhatIsComplete() throws IOException {
    Files.createDirectories(partial().getParent());
    Files.write(partial(), new byte[weights.length + 1]);
    assertPulls();
    assertThat(downloads()).hasSize(1);
    Files.delete(new RepositoryFolder(cache, FakeHub.ID).blob(server.etag(FakeHub.WEIGHTS)));
    Files.write(partial(), weights);
    assertPulls();
    assertThat(downloads()).hasSize(1);
  }

  @Test
  void startsOverWhenTheServerHasNoSuchRange() throws IOException {
    Files.createDirectories(partial().getParent());
    Files.write(partial(), Arrays.copyOf(weights, 1000));
    server.nextWeights(FakeHub.status(416));
    assertPulls();
    assertThat(downloads().get(1).headers()).doesNotContainKey("Range");
  }

  @Test
  void refusesAnotherRange() throws IOException {
    for (String range :
        List.of("bytes 5-9/1500000", "bytes 1000-1499999/9", "", "x", "bytes */3")) {
      Files.createDirectories(partial().getParent());
      Files.write(partial(), Arrays.copyOf(weights, 1000));
      server.nextWeights(
          exchange -> {
            exchange.getResponseHeaders().set("Content-Range", range);
            exchange.sendResponseHeaders(206, 1_499_000);
          });
      assertReason(Reason.INVALID_RESPONSE, () -> server.pull(cache), "range");
      assertThat(partial()).doesNotExist();
    }
  }

  @Test
  void givesUpASilentServer() throws IOException {
    server.nextWeights(server.stall(weights, 100_000));
    server.nextWeights(server.stall(weights, 100_000));
    HubSettings impatient = FakeHub.impatient(server.settings(cache));
    assertReason(
        Reason.TIMED_OUT,
        () -> server.hub(impatient).pull(FakeHub.ID, DownloadListener.SILENT),
        "nothing for 150 ms",
        "tried 2 times");
    assertThat(partial()).isNotEmptyFile();
    assertPulls();
  }

  @Test
  void givesUpAServerThatDoesNotAnswer() {
    HttpHandler silent = exchange -> FakeHub.await(server.closing);
    server.nextList(silent);
    server.nextList(silent);
    HubSettings impatient = FakeHub.impatient(server.settings(cache));
    assertReason(
        Reason.TIMED_OUT,
        () -> server.hub(impatient).pull(FakeHub.ID, DownloadListener.SILENT),
        "does not answer");
  }

  @Test
  void refusesContentOfAnotherLength() throws IOException {
    server.nextWeights(FakeHub.body(Arrays.copyOf(weights, 10)));
    assertReason(Reason.INVALID_RESPONSE, () -> server.pull(cache), "1500000 bytes", "10 bytes");
    server.nextWeights(FakeHub.body(Arrays.copyOf(weights, weights.length + 1)));
    assertReason(Reason.INVALID_RESPONSE, () -> server.pull(cache), "1500000", "1500001 bytes");
    byte[] endless = Arrays.copyOf(weights, 5_000_000);
    server.nextWeights(
        exchange -> {
          exchange.sendResponseHeaders(200, 0); // in chunks, without a length
          exchange.getResponseBody().write(endless);
        });
    assertReason(Reason.INVALID_RESPONSE, () -> server.pull(cache), "1500000 bytes", "more");
    assertThat(server.pauses).isEmpty();
    assertThat(partial()).doesNotExist();
    assertPulls();
  }

  @Test
  void takesContentWithoutALengthThatEndsEarlyForABrokenConnection() throws IOException {
    server.nextWeights(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(weights, 0, 1000);
        });
    assertPulls();
    assertThat(downloads().get(1).headers()).containsEntry("Range", "bytes=1000-");
  }

  @Test
  void refusesContentWithAnotherChecksum() throws IOException {
    server.next(
        "hub",
        "GET",
        "/org/tiny/resolve/" + FakeHub.COMMIT + "/config.json",
        FakeHub.body(FakeHub.utf8("{\"model_type\":\"bert\",\"hidden_size\":5}")));
    assertReason(Reason.CHECKSUM_MISMATCH, () -> server.pull(cache), "config.json", "git SHA-1");
    byte[] other = weights.clone();
    other[700_000] ^= 1;
    server.nextWeights(FakeHub.body(other));
    assertReason(
        Reason.CHECKSUM_MISMATCH,
        () -> server.pull(cache),
        "model.safetensors of org/tiny",
        "SHA-256 " + server.etag(FakeHub.WEIGHTS));
    assertThat(new HubCache(cache).find(FakeHub.ID)).isEmpty();
    assertPulls();
  }

  @Test
  void refusesEtagsThatAreNoChecksums() {
    for (String etag :
        List.of("\"../../../etc/passwd\"", "", "\"abc\"", "/" + "a".repeat(39), "A".repeat(40))) {
      server.nextDescription(
          "modules.json", FakeHub.status(200, "ETag", etag, "Content-Length", "5"));
      assertReason(Reason.INVALID_RESPONSE, () -> server.pull(cache), "40 or 64");
    }
  }

  @Test
  void refusesWhatContradictsTheList() {
    server.nextDescription("modules.json", FakeHub.status(200, "X-Repo-Commit", "f".repeat(40)));
    assertReason(Reason.INVALID_RESPONSE, () -> server.pull(cache), "commit " + FakeHub.COMMIT);
    server.nextDescription(
        "modules.json",
        FakeHub.status(200, "ETag", "a".repeat(40), "X-Linked-Size", "999999999999"));
    assertReason(Reason.INVALID_RESPONSE, () -> server.pull(cache), "at most 134217728 bytes");
  }

  @Test
  void asksForNoMoreThanTheDiskHolds() throws IOException {
    server.nextDescription(
        FakeHub.WEIGHTS,
        FakeHub.status(
            302,
            "X-Linked-Etag",
            "a".repeat(64),
            "X-Linked-Size",
            "900000000000000000",
            "Location",
            server.cdn() + "/" + FakeHub.WEIGHTS));
    server.next(
        "cdn",
        "GET",
        "/" + FakeHub.WEIGHTS,
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(weights);
        });
    assertThatThrownBy(() -> server.pull(cache))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(HubException.class)
        .hasMessageContainingAll("900000000000000000 bytes more", "are free", "HF_HUB_CACHE");
  }

  @Test
  void canBeInterrupted() {
    server.nextWeights(server.stall(weights, 100_000));
    Thread thread = Thread.currentThread();
    assertThatThrownBy(
            () ->
                server
                    .hub(server.settings(cache))
                    .pull(
                        FakeHub.ID,
                        (file, done, total) -> {
                          if (file.equals(FakeHub.WEIGHTS)) {
                            thread.interrupt();
                          }
                        }))
        .isInstanceOfAny(InterruptedIOException.class, ClosedByInterruptException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
