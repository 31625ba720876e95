package io.github.nlptoolkit.benchmarks.callers;

import io.github.nlptoolkit.benchmarks.embed.EmbedCall;
import io.github.nlptoolkit.benchmarks.report.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that share out some calls among them, each making one call after another. */
final class Crowd {
  private Crowd() {}

  /**
   * What came of it.
   *
   * @param callsOfSecond calls in a second, of all threads together
   * @param p50Millis half of the calls took no longer
   * @param p99Millis of 100 calls 99 took no longer
   */
  record Outcome(double callsOfSecond, double p50Millis, double p99Millis) {}

  /**
   * Makes each call some times.
   *
   * @param calls the calls
   * @param passes how many times each is made
   * @param callers how many threads make them
   * @return times and rate
   */
  static Outcome run(List<EmbedCall> calls, int passes, int callers)
      throws InterruptedException, ExecutionException {
    int total = calls.size() * passes;
    double[] millis = new double[total];
    AtomicInteger next = new AtomicInteger();
    CountDownLatch started = new CountDownLatch(callers);
    CountDownLatch go = new CountDownLatch(1);
    Callable<Integer> caller =
        () -> {
          started.countDown();
          go.await();
          int made = 0;
          for (int i = next.getAndIncrement(); i < total; i = next.getAndIncrement()) {
            long start = System.nanoTime();
            calls.get(i % calls.size()).run();
            millis[i] = (System.nanoTime() - start) / 1e6;
            made++;
          }
          return made;
        };
    ExecutorService threads =
        Executors.newFixedThreadPool(callers, work -> new Thread(work, "caller"));
    try {
      List<Future<Integer>> all = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        all.add(threads.submit(caller));
      }
      started.await();
      long start = System.nanoTime();
      go.countDown();
      for (Future<Integer> one : all) {
        one.get();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Outcome(
          total / seconds, Samples.percentile(50, millis), Samples.percentile(99, millis));
    } finally {
      threads.shutdownNow();
    }
  }
}
