package io.github.nlptoolkit.engine.internal.djl;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.nio.MappedByteBuffer;
import java.util.Optional;

/**
 * Gives memory back to the operating system that this process holds, but does not need. Only Linux
 * is asked; elsewhere, and where its C library lacks what is wanted, nothing happens. Thread-safe.
 */
public final class NativeMemory {
  private static final int MADV_DONTNEED = 4;

  private NativeMemory() {}

  /**
   * Gives back what has been freed, but is kept for later: glibc keeps it in pools, one for each of
   * some threads.
   *
   * @see <a href="https://man7.org/linux/man-pages/man3/malloc_trim.3.html">malloc_trim(3)</a>
   */
  public static void trim() {
    function("malloc_trim").ifPresent(trim -> trim.invokeInt(new Object[] {new NativeLong(0)}));
  }

  /**
   * Takes a part of a mapped file out of RAM, as far as it is made of whole pages. It is as it was
   * for whoever reads it: its pages come back from the system's cache or the disk.
   *
   * @param file the part, mapped for reading only
   * @see <a href="https://man7.org/linux/man-pages/man2/madvise.2.html">madvise(2)</a>
   */
  public static void release(MappedByteBuffer file) {
    Optional<Function> advise = function("madvise");
    Optional<Function> pageSize = function("getpagesize");
    if (advise.isEmpty() || pageSize.isEmpty() || file.capacity() == 0) {
      return;
    }
    long page = pageSize.get().invokeInt(new Object[0]);
    long address = Pointer.nativeValue(Native.getDirectBufferPointer(file));
    long start = (address + page - 1) / page * page;
    long end = (address + file.capacity()) / page * page;
    if (end > start) {
      advise
          .get()
          .invokeInt(new Object[] {new Pointer(start), new NativeLong(end - start), MADV_DONTNEED});
    }
  }

  private static Optional<Function> function(String name) {
    if (!System.getProperty("os.name").equals("Linux")) {
      return Optional.empty();
    }
    try {
      return Optional.of(NativeLibrary.getInstance("c").getFunction(name));
    } catch (LinkageError e) {
      return Optional.empty(); // another C library, or none for JNA
    }
  }
}
