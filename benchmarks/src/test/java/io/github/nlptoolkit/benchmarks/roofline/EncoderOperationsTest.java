package io.github.nlptoolkit.benchmarks.roofline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.models.Models;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class EncoderOperationsTest {

  @Test
  void countsTheProductsOfMiniLm() throws IOException {
    EncoderOperations encoder = EncoderOperations.read(Models.standard().resolve(Models.DEFAULT));
    assertThat(encoder).isEqualTo(new EncoderOperations(6, 384, 1536));
    // Query, key and value at once, attention output, the two of the feed-forward part.
    long layer =
        new GemmShape(1, 384, 1152).operations()
            + new GemmShape(1, 384, 384).operations()
            + new GemmShape(1, 384, 1536).operations()
            + new GemmShape(1, 1536, 384).operations();
    assertThat(encoder.linearsOfToken()).isEqualTo(6 * layer).isEqualTo(21_233_664);
  }

  @Test
  void countsTheTwoProductsOfAttention() {
    EncoderOperations encoder = new EncoderOperations(2, 8, 32);
    // Queries by keys and weights by values, each 5 × 5 × 8 in all heads together, in 2 layers.
    assertThat(encoder.ofText(5) - 5 * encoder.linearsOfToken()).isEqualTo(2 * 2 * 2 * 5 * 5 * 8);
  }

  @Test
  void readsShapesBack() {
    GemmShape shape = GemmShape.parse("2048x384x1536");
    assertThat(shape).isEqualTo(new GemmShape(2048, 384, 1536)).hasToString("2048x384x1536");
    assertThatThrownBy(() -> GemmShape.parse("2048x384"))
        .hasMessage("a shape must be TOKENSxINxOUT, such as 2048x384x1536, got \"2048x384\"");
  }
}
