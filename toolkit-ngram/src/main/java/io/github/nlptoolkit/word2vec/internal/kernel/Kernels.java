package io.github.nlptoolkit.word2vec.internal.kernel;

import java.util.Optional;

/** The kernels of this process. Immutable and thread-safe. */
public final class Kernels {

  private static final String VECTOR_MODULE = "jdk.incubator.vector";
  private static final String SIMD_KERNEL =
      "io.github.nlptoolkit.word2vec.internal.kernel.SimdKernel";

  private static final VectorKernel BEST = choose();

  private Kernels() {}

  /**
   * The fastest kernel that runs here.
   *
   * @return the one on the Vector API if the process has it, else plain loops
   */
  public static VectorKernel best() {
    return BEST;
  }

  private static VectorKernel choose() {
    Optional<Module> vectors = ModuleLayer.boot().findModule(VECTOR_MODULE);
    if (vectors.isEmpty()) {
      return new PlainKernel();
    }
    Kernels.class.getModule().addReads(vectors.get());
    try {
      return Class.forName(SIMD_KERNEL)
          .asSubclass(VectorKernel.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      // A later JDK may have changed the incubating API; the plain loops give the same results.
      return new PlainKernel();
    }
  }
}
