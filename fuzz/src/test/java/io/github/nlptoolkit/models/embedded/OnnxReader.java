package io.github.nlptoolkit.models.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The import of ONNX files, but for the checksum that none but known files pass. */
public final class OnnxReader {
  private OnnxReader() {}

  /** Reads a file and writes its weights to another. */
  public static void convert(Path onnx, Path safetensors) throws IOException {
    try (ModelFile file = ModelFile.open("model.onnx", onnx)) {
      BertWeights weights = BertWeights.of(OnnxGraph.read(file));
      Files.deleteIfExists(safetensors);
      SafetensorsWriter.write(safetensors, file, weights.tensors());
    }
  }
}
