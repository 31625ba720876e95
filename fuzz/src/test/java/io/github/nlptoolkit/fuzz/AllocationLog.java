package io.github.nlptoolkit.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.StackTrace;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Every array and object larger than a thread's buffer for small ones, told by the JVM's flight
 * recorder; {@code -XX:TLABSize=32k -XX:-ResizeTLAB} in the module's POM makes that 32 KiB. For one
 * thread.
 */
final class AllocationLog implements AutoCloseable {
  private static final String LARGE = "jdk.ObjectAllocationOutsideTLAB";
  private static final String INPUT = "nlptoolkit.Input";

  private final Recording recording = new Recording();

  /** An input that is read, from its beginning to its end. */
  @Name(INPUT)
  @StackTrace(false)
  static final class Input extends Event {
    int number;
    int size;
  }

  /** The largest allocation while an input was read. */
  record Largest(int number, int size, long allocated) {}

  private record Interval(Instant end, int number, int size) {}

  AllocationLog() {
    recording.enable(LARGE).withoutStackTrace();
    recording.enable(INPUT);
    recording.start();
  }

  /** Stops, and tells the largest allocation of each input that had any. */
  List<Largest> largest(Path scratch) throws IOException {
    recording.stop();
    recording.dump(scratch);
    TreeMap<Instant, Interval> inputs = new TreeMap<>();
    List<RecordedEvent> allocations = new ArrayList<>();
    long thread = Thread.currentThread().getId();
    try (RecordingFile file = new RecordingFile(scratch)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        if (event.getThread() == null || event.getThread().getJavaThreadId() != thread) {
          continue;
        }
        if (event.getEventType().getName().equals(INPUT)) {
          Interval interval =
              new Interval(event.getEndTime(), event.getInt("number"), event.getInt("size"));
          inputs.put(event.getStartTime(), interval);
        } else if (event.getEventType().getName().equals(LARGE)) {
          allocations.add(event);
        }
      }
    }
    TreeMap<Integer, Largest> largest = new TreeMap<>();
    for (RecordedEvent event : allocations) {
      Map.Entry<Instant, Interval> entry = inputs.floorEntry(event.getStartTime());
      if (entry != null && !event.getStartTime().isAfter(entry.getValue().end())) {
        Interval input = entry.getValue();
        long bytes = event.getLong("allocationSize");
        largest.merge(
            input.number(),
            new Largest(input.number(), input.size(), bytes),
            (a, b) -> b.allocated() > a.allocated() ? b : a);
      }
    }
    return List.copyOf(largest.values());
  }

  @Override
  public void close() {
    recording.close();
  }
}
