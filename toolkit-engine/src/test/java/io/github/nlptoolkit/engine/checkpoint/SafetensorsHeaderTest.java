package io.github.nlptoolkit.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsHeaderTest {
  @TempDir Path temp;

  /** Single quotes stand for double ones; 8 bytes of data follow the header. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]                                                          | starts with '{'",
        "{'a'                                                        | its end too soon",
        "{} {}                                                       | JSON in UTF-8",
        "{'a': 1}                                                    | a: expected an object",
        "{'a': {}}                                                   | dtype, shape and two",
        "{'a': {'dtype':'F32','shape':[2],'data_offsets':[0]}}       | dtype, shape and two",
        "{'a': {'dtype':'F32','shape':[2],'data_offsets':[0,8,9]}}   | at most 2 numbers",
        "{'a': {'dtype':'F32','shape':[2],'data_offsets':[0,8],'x':1}} | only dtype, shape",
        "{'a': {'dtype':'F33','shape':[2],'data_offsets':[0,8]}}     | found \"F33\"",
        "{'a': {'dtype':'f32','shape':[2],'data_offsets':[0,8]}}     | found \"f32\"",
        "{'a': {'dtype':32,'shape':[2],'data_offsets':[0,8]}}        | a.dtype: expected a string",
        "{'a': {'dtype':'F32','shape':2,'data_offsets':[0,8]}}       | a.shape: expected an array",
        "{'a': {'dtype':'F32','shape':[-2],'data_offsets':[0,8]}}    | a.shape: expected a whole",
        "{'a': {'dtype':'F32','shape':[2.0],'data_offsets':[0,8]}}   | a.shape: expected a whole",
        "{'a': {'dtype':'F32','shape':['2'],'data_offsets':[0,8]}}   | a.shape: expected a whole",
        "{'a': {'dtype':'F32','shape':[9223372036854775808],'data_offsets':[0,8]}} | found 92233",
        "{'a': {'dtype':'F32','shape':[3],'data_offsets':[0,8]}}     | expected 12 bytes for F32 [3]",
        "{'a': {'dtype':'F16','shape':[2],'data_offsets':[0,8]}}     | expected 4 bytes for F16 [2]",
        "{'a': {'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,8]}} | 2^63",
        "{'a': {'dtype':'F32','shape':[4611686018427387905],'data_offsets':[0,8]}} | 2^63",
        "{'a': {'dtype':'F32','shape':[0],'data_offsets':[0,8]}}     | expected 0 bytes",
        "{'a': {'dtype':'F32','shape':[4294967296,4294967296,0],'data_offsets':[0,8]}} | 2^63",
        "{'a': {'dtype':'F32','shape':[2],'data_offsets':[8,0]}}     | a begin not after its end",
        "{'a': {'dtype':'F32','shape':[2],'data_offsets':[-8,0]}}    | a.data_offsets",
        "{'a': {'dtype':'F32','shape':[2],'data_offsets':[4,12]}}    | within the 8 bytes",
        "{'a': {'dtype':'F32','shape':[1],'data_offsets':[4,8]}}     | a begin at 0",
        "{'a': {'dtype':'F32','shape':[1],'data_offsets':[0,4]}}     | 4 bytes of data",
        "{}                                                          | 0 bytes of data",
        "{'a': {'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b': {'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | no overlap",
        "{'a': {'dtype':'F32','shape':[2],'data_offsets':[0,8]},'a': {'dtype':'F32','shape':[0],'data_offsets':[8,8]}} | each tensor once",
        "{'a': {'dtype':'F32','dtype':'F32','shape':[2],'data_offsets':[0,8]}} | each key once",
        "{'__metadata__': 1}                                         | an object of strings",
        "{'__metadata__': {'a': 1}}                                  | __metadata__.a",
        "{'__metadata__': {}, '__metadata__': {}}                    | __metadata__: expected each",
      })
  void refusesWithTheReason(String header, String reason) throws IOException {
    Path folder = ModelFolder.withHeader(temp, header.replace('\'', '"'), 8);
    assertThatThrownBy(() -> Checkpoint.open(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("model.safetensors")
        .hasMessageContaining(reason.replace('\'', reason.contains("'{'") ? '\'' : '"'));
  }

  @Test
  void refusesDeepNesting() throws IOException {
    Path folder = ModelFolder.withHeader(temp, "{\"a\":" + "[".repeat(100_000), 0);
    assertThatThrownBy(() -> Checkpoint.open(folder)).isInstanceOf(ModelFormatException.class);
  }

  @Test
  void refusesManyDimensions() throws IOException {
    String header =
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[" + "1,".repeat(64) + "1],\"data_offsets\":[0,1]}}";
    assertThatThrownBy(() -> Checkpoint.open(ModelFolder.withHeader(temp, header, 1)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("a.shape: expected at most 64 numbers");
  }

  @ParameterizedTest
  @CsvSource({
    "0, starts with 8 bytes of length",
    "7, starts with 8 bytes of length",
    "8, at most the 0 bytes",
    "20, at most the 12 bytes",
    "200, bytes of data"
  })
  void refusesACutFile(int length, String reason) throws IOException {
    Path folder = ModelFolder.small(temp);
    Path file = folder.resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, Math.min(length, bytes.length - 1)));
    assertThatThrownBy(() -> Checkpoint.open(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 2 to 100000000 bytes",
    "1, 2 to 100000000 bytes",
    "100000001, 2 to 100000000 bytes",
    "-1, found 18446744073709551615",
    "99999999, at most the"
  })
  void refusesALengthOutOfRange(long length, String reason) throws IOException {
    Path folder = ModelFolder.small(temp);
    Path file = folder.resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
    Files.write(file, bytes);
    assertThatThrownBy(() -> Checkpoint.open(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("header length")
        .hasMessageContaining(reason);
  }

  @Test
  void takesScalarsAndEmptyTensorsAndAnyOrder() throws IOException {
    String header =
        "{\"last\":{\"shape\":[],\"data_offsets\":[8,12],\"dtype\":\"I32\"},"
            + "\"none\":{\"dtype\":\"F32\",\"shape\":[0,7],\"data_offsets\":[8,8]},"
            + "\"ids\":{\"dtype\":\"I64\",\"shape\":[1,1],\"data_offsets\":[0,8]}}   ";
    Checkpoint checkpoint = Checkpoint.open(ModelFolder.withHeader(temp, header, 12));
    assertThat(checkpoint.names()).containsExactly("ids", "none", "last");
    assertThat(checkpoint.tensor("none").toFloats()).isEmpty();
    assertThat(checkpoint.tensor("last", new long[0]).count()).isEqualTo(1);
    assertThatThrownBy(() -> checkpoint.tensor("ids").toFloats())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ids")
        .hasMessageContaining("I64");
  }
}
