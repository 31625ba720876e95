package io.github.nlptoolkit.benchmarks.report;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What else the machine does while this JVM sleeps: nothing, if its numbers are to be quoted. */
final class OtherWork {
  private static final int MILLIS = 3000;

  private OtherWork() {}

  /** The share of the CPU in use, from 0 to 1; less than 0 if the system does not tell. */
  static double share() throws InterruptedException {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    // The first call begins the interval that the second one tells of.
    system.getCpuLoad();
    Thread.sleep(MILLIS);
    return system.getCpuLoad();
  }
}
