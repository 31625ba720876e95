package io.github.nlptoolkit.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
  @TempDir Path temp;

  @Test
  void opensOneFile() throws IOException {
    Checkpoint checkpoint = Checkpoint.open(ModelFolder.small(temp));
    assertThat(checkpoint.names()).containsExactly("w", "b");
    assertThat(checkpoint.has("w")).isTrue();
    assertThat(checkpoint.has("x")).isFalse();
    assertThat(checkpoint.config().string("model_type")).isEqualTo("bert");
    TensorView tensor = checkpoint.tensor("w", 3, 2);
    assertThat(tensor.toFloats()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(tensor.dtype()).isEqualTo(DataType.F32);
    assertThat(tensor.shape()).containsExactly(3, 2);
    assertThat(tensor.count()).isEqualTo(6);
    assertThat(tensor).hasToString("w F32 [3, 2]");
  }

  @Test
  void bytesAreTheMappedFile() throws IOException {
    TensorView tensor = Checkpoint.open(ModelFolder.small(temp)).tensor("b");
    assertThat(tensor.bytes().isDirect()).isTrue();
    assertThat(tensor.bytes().isReadOnly()).isTrue();
    assertThat(tensor.bytes().order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
    assertThat(tensor.bytes().getFloat(4)).isEqualTo(0.5f);
    assertThat(tensor.bytes()).isNotSameAs(tensor.bytes());
  }

  @Test
  void aFileReplacedWhileOpenDoesNotMixIn() throws IOException {
    Path folder = ModelFolder.small(temp);
    Checkpoint checkpoint = Checkpoint.open(folder);
    new SafetensorsWriter()
        .add("w", new float[] {9, 9, 9, 9, 9, 9}, 3, 2)
        .write(folder.resolve("model.safetensors"));
    assertThat(checkpoint.tensor("w").toFloats()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void noSuchFolder() {
    assertThatThrownBy(() -> Checkpoint.open(temp.resolve("absent")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("absent")
        .hasMessageContaining("no such model folder");
  }

  @Test
  void notAFolder() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));
    assertThatThrownBy(() -> Checkpoint.open(file)).isInstanceOf(NotDirectoryException.class);
  }

  @Test
  void noConfig() throws IOException {
    Path folder = ModelFolder.small(temp);
    Files.delete(folder.resolve("config.json"));
    assertFormat(folder, "config.json: expected a readable file, found no such file");
  }

  @Test
  void configIsAFolder() throws IOException {
    Path folder = ModelFolder.small(temp);
    Files.delete(folder.resolve("config.json"));
    Files.createDirectory(folder.resolve("config.json"));
    assertFormat(folder, "expected a readable file, found a folder");
  }

  @Test
  void noWeights() throws IOException {
    Path folder = ModelFolder.small(temp);
    Files.delete(folder.resolve("model.safetensors"));
    assertFormat(folder, "expected model.safetensors or model.safetensors.index.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pytorch_model.bin", "pytorch_model.bin.index.json"})
  void picklesAreRefused(String pickle) throws IOException {
    Path folder = ModelFolder.small(temp);
    Files.move(folder.resolve("model.safetensors"), folder.resolve(pickle));
    assertFormat(folder, "a pickle runs code", "save_pretrained('DIR', safe_serialization=True)");
  }

  @Test
  void noTokenizer() throws IOException {
    Checkpoint checkpoint = Checkpoint.open(ModelFolder.small(temp));
    assertThatThrownBy(() -> checkpoint.file("tokenizer.json"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("tokenizer.json: expected a readable file, found no such file");
  }

  @Test
  void otherFiles() throws IOException {
    Path folder = ModelFolder.small(temp);
    Files.createDirectory(folder.resolve("1_Pooling"));
    ModelFolder.write(folder.resolve("1_Pooling/config.json"), "{\"mode\": \"mean\"}");
    Checkpoint checkpoint = Checkpoint.open(folder);
    assertThat(checkpoint.json("1_Pooling/config.json").orElseThrow().string("mode"))
        .isEqualTo("mean");
    assertThat(checkpoint.json("2_Dense/config.json")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../config.json", "/etc/passwd", "a/../../b", "a\\b", "..", "a\0b"})
  void pathsStayInTheFolder(String path) throws IOException {
    Checkpoint checkpoint = Checkpoint.open(ModelFolder.small(temp));
    assertThatThrownBy(() -> checkpoint.json(path))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("stays inside the folder");
    assertThatThrownBy(() -> checkpoint.file(path))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("stays inside the folder");
  }

  @Test
  void missingTensors() throws IOException {
    Checkpoint checkpoint = Checkpoint.open(ModelFolder.small(temp));
    assertThatThrownBy(() -> checkpoint.tensor("x"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("model.safetensors: x: expected this tensor, found no such tensor");
    assertThatThrownBy(() -> checkpoint.require(List.of("w", "x", "y")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("the tensors x, y");
    checkpoint.require(List.of("w", "b"));
  }

  @Test
  void wrongShape() throws IOException {
    Checkpoint checkpoint = Checkpoint.open(ModelFolder.small(temp));
    assertThatThrownBy(() -> checkpoint.tensor("w", 2, 3))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("w: expected shape [2, 3], found [3, 2]");
  }

  @Test
  void linksAsInTheCacheOfHuggingFace() throws IOException {
    Path folder = ModelFolder.small(temp);
    Path blobs = Files.createDirectory(temp.resolve("blobs"));
    for (String name : List.of("config.json", "model.safetensors")) {
      Files.move(folder.resolve(name), blobs.resolve(name));
      Files.createSymbolicLink(folder.resolve(name), Path.of("../blobs", name));
    }
    assertThat(Checkpoint.open(folder).tensor("b").toFloats()).containsExactly(-1, 0.5f);
  }

  @Test
  void linksInACircle() throws IOException {
    Path folder = ModelFolder.small(temp);
    Files.delete(folder.resolve("model.safetensors"));
    Files.createSymbolicLink(folder.resolve("model.safetensors"), Path.of("model.safetensors"));
    assertFormat(folder, "a symbolic link that leads nowhere or round in a circle");
  }

  private static void assertFormat(Path folder, String... parts) {
    assertThatThrownBy(() -> Checkpoint.open(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContainingAll(parts);
  }
}
