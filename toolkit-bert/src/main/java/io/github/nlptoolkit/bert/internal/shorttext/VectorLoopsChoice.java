package io.github.nlptoolkit.bert.internal.shorttext;

import java.util.Optional;

/** The loops of this process. */
final class VectorLoopsChoice {
  private static final String VECTOR_MODULE = "jdk.incubator.vector";
  private static final String SIMD_LOOPS = "io.github.nlptoolkit.bert.internal.shorttext.SimdLoops";

  private static final Optional<VectorLoops> LOOPS = choose();

  private VectorLoopsChoice() {}

  /** Those on the JDK's Vector API, if the process has it. */
  static Optional<VectorLoops> loops() {
    return LOOPS;
  }

  private static Optional<VectorLoops> choose() {
    Optional<Module> vectors = ModuleLayer.boot().findModule(VECTOR_MODULE);
    if (vectors.isEmpty()) {
      return Optional.empty();
    }
    VectorLoopsChoice.class.getModule().addReads(vectors.get());
    try {
      return Optional.of(
          Class.forName(SIMD_LOOPS)
              .asSubclass(VectorLoops.class)
              .getDeclaredConstructor()
              .newInstance());
    } catch (ReflectiveOperationException | LinkageError e) {
      // A later JDK may have changed the incubating API.
      return Optional.empty();
    }
  }
}
