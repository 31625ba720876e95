package io.github.nlptoolkit.models.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nlptoolkit.models.cache.JavaProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads that other processes share, leave behind, or have no room for. */
class PullProcessTest {

  private static final List<String> FLAGS = List.of("-Xmx64m");

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

  private JavaProcess process() throws IOException {
    return JavaProcess.start(
        FLAGS, PullProcess.class, server.endpoint().toString(), cache.toString());
  }

  @Test
  void twoProcessesDownloadOnce() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    byte[] weights = server.content(FakeHub.WEIGHTS);
    server.nextWeights(
        exchange -> {
          exchange.sendResponseHeaders(200, weights.length);
          exchange.getResponseBody().write(weights, 0, 600_000);
          exchange.getResponseBody().flush();
          FakeHub.await(go);
          exchange.getResponseBody().write(weights, 600_000, weights.length - 600_000);
        });
    try (JavaProcess first = process()) {
      assertThat(first.line()).isEqualTo("receiving");
      try (JavaProcess second = process()) {
        // The second has to wait for the first: it asks for everything else, then for no weights.
        go.countDown();
        assertThat(first.rest()).contains("found " + cache);
        assertThat(second.rest()).contains("found " + cache);
      }
    }
    assertThat(server.asked("cdn", "GET")).containsOnlyOnce("/" + FakeHub.WEIGHTS);
    new HubCache(cache).verify(FakeHub.ID);
  }

  @Test
  void goesOnWhereAKilledProcessStopped() throws Exception {
    server.nextWeights(server.stall(server.content(FakeHub.WEIGHTS), 600_000));
    try (JavaProcess killed = process()) {
      assertThat(killed.line()).isEqualTo("receiving");
      killed.kill();
    }
    assertThat(new HubCache(cache).list()).isEmpty();
    assertThat(server.pull(cache).resolve(FakeHub.WEIGHTS))
        .hasBinaryContent(server.content(FakeHub.WEIGHTS));
    FakeHub.Request last = server.requests.get(server.requests.size() - 1);
    assertThat(last.path()).isEqualTo("/" + FakeHub.WEIGHTS);
    assertThat(last.headers().get("Range")).matches("bytes=[1-9][0-9]*-");
  }

  @Test
  void aFullDiskIsNamedAndGetsItsSpaceBack() throws Exception {
    Assumptions.assumeTrue(JavaProcess.hasShell(), "no /bin/sh to set a limit with");
    try (JavaProcess limited =
        JavaProcess.startLimited(
            512, PullProcess.class, server.endpoint().toString(), cache.toString())) {
      assertThat(limited.rest())
          .contains("failed cannot keep org/tiny in the cache folder " + cache, "HF_HUB_CACHE");
    }
    assertThat(FakeHub.tree(cache))
        .noneMatch(name -> name.endsWith(".incomplete"))
        .noneMatch(name -> name.endsWith(FakeHub.WEIGHTS) && !name.contains("2_Dense"));
    assertThat(server.pull(cache)).exists();
  }
}
