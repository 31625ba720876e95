package io.github.nlptoolkit.vectors.internal.panel;

import java.util.Optional;

/** The kernel of this process. */
final class ProductKernels {

  private static final String VECTOR_MODULE = "jdk.incubator.vector";
  private static final String SIMD_KERNEL =
      "io.github.nlptoolkit.vectors.internal.panel.SimdProducts";

  private static final ProductKernel BEST = choose();

  private ProductKernels() {}

  /** The one on the JDK's Vector API if the process has it, else plain loops. */
  static ProductKernel best() {
    return BEST;
  }

  private static ProductKernel choose() {
    Optional<Module> vectors = ModuleLayer.boot().findModule(VECTOR_MODULE);
    if (vectors.isEmpty()) {
      return new PlainProducts();
    }
    ProductKernels.class.getModule().addReads(vectors.get());
    try {
      return Class.forName(SIMD_KERNEL)
          .asSubclass(ProductKernel.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      // A later JDK may have changed the incubating API; the plain loops give the same to rounding.
      return new PlainProducts();
    }
  }
}
