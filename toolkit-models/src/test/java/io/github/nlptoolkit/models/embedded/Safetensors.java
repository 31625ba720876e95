package io.github.nlptoolkit.models.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a safetensors file for tests, strictly. */
final class Safetensors {

  /** A tensor of the file. */
  static final class Tensor {
    private final String dtype;
    private final String shape;
    private final byte[] data;

    Tensor(String dtype, String shape, byte[] data) {
      this.dtype = dtype;
      this.shape = shape;
      this.data = data;
    }

    String dtype() {
      return dtype;
    }

    String shape() {
      return shape;
    }

    byte[] data() {
      return data;
    }

    float[] floats() {
      float[] floats = new float[data.length / 4];
      ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
      return floats;
    }
  }

  private Safetensors() {}

  static Map<String, Tensor> read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    int start = 8 + (int) length;
    assertThat(start % 8).as("alignment of the data").isZero();
    JsonObject header =
        JsonParser.parseString(new String(bytes, 8, (int) length, StandardCharsets.UTF_8))
            .getAsJsonObject();
    assertThat(header.remove("__metadata__")).hasToString("{\"format\":\"pt\"}");
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    long end = 0;
    for (String name : header.keySet()) {
      JsonObject entry = header.getAsJsonObject(name);
      JsonArray offsets = entry.getAsJsonArray("data_offsets");
      assertThat(offsets.get(0).getAsLong()).as("no gap before " + name).isEqualTo(end);
      end = offsets.get(1).getAsLong();
      byte[] data = new byte[(int) (end - offsets.get(0).getAsLong())];
      System.arraycopy(bytes, start + offsets.get(0).getAsInt(), data, 0, data.length);
      tensors.put(
          name, new Tensor(entry.get("dtype").getAsString(), entry.get("shape").toString(), data));
    }
    assertThat(start + end).as("size of the file").isEqualTo(bytes.length);
    return tensors;
  }
}
