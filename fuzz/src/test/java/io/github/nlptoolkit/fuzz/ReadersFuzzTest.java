package io.github.nlptoolkit.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jazzer's targets. Without {@code JAZZER_FUZZ=1}, each method is run with the inputs of its folder
 * in the corpus; with it, one method searches for inputs of its own.
 */
class ReadersFuzzTest {
  @TempDir static Path temp;

  @BeforeAll
  static void prepare() throws IOException {
    for (Target target : Target.values()) {
      target.prepare(Files.createDirectory(temp.resolve(target.name())));
    }
  }

  private static void run(Target target, byte[] input) throws IOException {
    target.accepts(temp.resolve(target.name()), input);
  }

  @FuzzTest
  void safetensors(byte[] input) throws IOException {
    run(Target.SAFETENSORS, input);
  }

  @FuzzTest
  void config(byte[] input) throws IOException {
    run(Target.CONFIG, input);
  }

  @FuzzTest
  void shardIndex(byte[] input) throws IOException {
    run(Target.SHARD_INDEX, input);
  }

  @FuzzTest
  void onnx(byte[] input) throws IOException {
    run(Target.ONNX, input);
  }

  @FuzzTest
  void languageModel(byte[] input) throws IOException {
    run(Target.LANGUAGE_MODEL, input);
  }

  @FuzzTest
  void wordVectors(byte[] input) throws IOException {
    run(Target.WORD_VECTORS, input);
  }
}
