package io.github.nlptoolkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nlptoolkit.engine.runtime.Precision;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The self-test with real vectors is in {@link RealModelTest}. */
final class DoctorCommandTest {

  @Test
  void aModelThatCannotBeLoadedIsAFinding() {
    Run run =
        new Run()
            .embedders(
                (model, precision, device) -> {
                  assertThat(precision).isEqualTo(Precision.AUTO);
                  throw new IOException("no natives");
                })
            .go("doctor");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).endsWith("self-test     FAILED: no natives\n");
    assertThat(run.lines().stream().map(line -> line.split(" ", 2)[0]))
        .containsExactly(
            "nlp",
            "Java",
            "system",
            "CPU",
            "features",
            "engine",
            "device",
            "precision",
            "threads",
            "cache",
            "models",
            "self-test");
    assertThat(run.err()).isEmpty();
  }
}
