package io.github.nlptoolkit.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardIndexTest {
  @TempDir Path temp;
  private Path folder = Path.of("");

  @BeforeEach
  void makeShards() throws IOException {
    folder = ModelFolder.small(temp);
    Files.move(folder.resolve("model.safetensors"), folder.resolve("one.safetensors"));
    new SafetensorsWriter().add("c", new float[] {7}, 1).write(folder.resolve("two.safetensors"));
  }

  private void index(String json) throws IOException {
    ModelFolder.write(folder.resolve("model.safetensors.index.json"), json.replace('\'', '"'));
  }

  @Test
  void findsTensorsInTheirShards() throws IOException {
    index(
        "{'metadata': {'total_size': 36}, 'weight_map':"
            + "{'w': 'one.safetensors', 'c': 'two.safetensors'}}");
    Checkpoint checkpoint = Checkpoint.open(folder);
    assertThat(checkpoint.names()).containsExactly("w", "c");
    assertThat(checkpoint.tensor("c").toFloats()).containsExactly(7);
    assertThat(checkpoint.weightFiles())
        .containsExactly(folder.resolve("one.safetensors"), folder.resolve("two.safetensors"));
  }

  @Test
  void oneFileComesBeforeAnIndex() throws IOException {
    index("not read");
    Files.move(folder.resolve("two.safetensors"), folder.resolve("model.safetensors"));
    assertThat(Checkpoint.open(folder).names()).containsExactly("c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "no JSON                                      | JSON in UTF-8",
        "[]                                           | expected an object",
        "{}                                           | weight_map: expected an object",
        "{'weight_map': []}                           | weight_map: expected an object",
        "{'weight_map': {'w': 1}}                     | weight_map.w: expected a file name",
        "{'weight_map': {}, 'weight_map': {}}         | weight_map: expected it once",
        "{'weight_map': {'w': 'one.safetensors', 'w': 'two.safetensors'}} | each tensor once",
        "{'weight_map': {'w': '../model/one.safetensors'}} | stays inside the folder",
        "{'weight_map': {'w': '/one.safetensors'}}    | stays inside the folder",
        "{'weight_map': {'w': 'a/../../one.safetensors'}} | stays inside the folder",
        "{'weight_map': {'w': 'a\\\\one.safetensors'}} | stays inside the folder",
        "{'weight_map': {'w': 'three.safetensors', 'c': 'four.safetensors'}} | 2 that are not",
        "{'weight_map': {'w': ''}}                    | a folder",
        "{'weight_map': {'w': 'two.safetensors'}}     | weight_map.w: expected a shard that holds",
        "{'weight_map': {'w': 'config.json'}}         | config.json: header length",
        "{'weight_map': {'w': 'one.safetensors'}} x   | JSON in UTF-8",
      })
  void refusesWithTheReason(String json, String reason) throws IOException {
    index(json);
    assertThatThrownBy(() -> Checkpoint.open(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void aShardThatIsALinkInACircle() throws IOException {
    Files.createSymbolicLink(folder.resolve("a.safetensors"), Path.of("b.safetensors"));
    Files.createSymbolicLink(folder.resolve("b.safetensors"), Path.of("a.safetensors"));
    index("{'weight_map': {'w': 'a.safetensors'}}");
    assertThatThrownBy(() -> Checkpoint.open(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("a.safetensors")
        .hasMessageContaining("a symbolic link that leads nowhere or round in a circle");
  }
}
