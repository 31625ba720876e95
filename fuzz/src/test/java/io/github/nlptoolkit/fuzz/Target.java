package io.github.nlptoolkit.fuzz;

import io.github.nlptoolkit.bert.family.EncoderWeights;
import io.github.nlptoolkit.bert.family.Family;
import io.github.nlptoolkit.bert.family.Head;
import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.checkpoint.TensorView;
import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.models.embedded.OnnxReader;
import io.github.nlptoolkit.ngram.BackoffModel;
import io.github.nlptoolkit.word2vec.WordVectors;
import io.github.nlptoolkit.word2vec.file.WordVectorFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A reader of untrusted files. What it may throw is {@link ModelFormatException} and no other. */
enum Target {
  /** {@code model.safetensors} with all tensors read. */
  SAFETENSORS("safetensors") {
    @Override
    void prepare(Path folder) throws IOException {
      Files.writeString(folder.resolve("config.json"), "{}");
    }

    @Override
    void read(Path folder, byte[] input) throws IOException {
      Files.write(folder.resolve("model.safetensors"), input);
      readAll(Checkpoint.open(folder));
    }

    /** With the length that the header has, so that not every damage to it is a wrong length. */
    @Override
    byte[] repaired(byte[] input) {
      int end = input.length;
      while (end > 8 && input[end - 1] != '}') {
        end--;
      }
      if (end > 8) {
        ByteBuffer.wrap(input).order(ByteOrder.LITTLE_ENDIAN).putLong(end - 8);
      }
      return input;
    }
  },
  /** {@code config.json}, the shape of an encoder in it, and the search for its tensors. */
  CONFIG("config") {
    @Override
    void prepare(Path folder) throws IOException {
      Files.write(folder.resolve("model.safetensors"), shard("embeddings.word_embeddings.weight"));
    }

    @Override
    void read(Path folder, byte[] input) throws IOException {
      Files.write(folder.resolve("config.json"), input);
      Checkpoint checkpoint = Checkpoint.open(folder);
      Family.of(checkpoint.config()).config(checkpoint.config());
      try {
        EncoderWeights.of(checkpoint);
      } catch (ModelFormatException e) {
        // No configuration finds an encoder in two floats; this one was read all the same.
        Head.of(checkpoint);
      }
    }
  },
  /** {@code model.safetensors.index.json} beside two shards. */
  SHARD_INDEX("shardIndex") {
    @Override
    void prepare(Path folder) throws IOException {
      Files.writeString(folder.resolve("config.json"), "{}");
      Files.write(folder.resolve("a.safetensors"), shard("w"));
      Files.write(folder.resolve("b.safetensors"), shard("b"));
    }

    @Override
    void read(Path folder, byte[] input) throws IOException {
      Files.write(folder.resolve("model.safetensors.index.json"), input);
      readAll(Checkpoint.open(folder));
    }
  },
  /** An ONNX file of a BERT encoder. */
  ONNX("onnx") {
    @Override
    void prepare(Path folder) {}

    @Override
    void read(Path folder, byte[] input) throws IOException {
      Path onnx = Files.write(folder.resolve("model.onnx"), input);
      OnnxReader.convert(onnx, folder.resolve("model.safetensors"));
    }
  },
  /** An n-gram model, ARPA text or one of the binary kinds, asked for a score. */
  LANGUAGE_MODEL("languageModel") {
    @Override
    void prepare(Path folder) {}

    @Override
    void read(Path folder, byte[] input) throws IOException {
      BackoffModel model = BackoffModel.load(Files.write(folder.resolve("model"), input));
      if (model.score(List.of("a", "b", "c", "a")).tokens().size() != 5) {
        throw new AssertionError("a sentence of four words has five tokens with its end");
      }
    }

    @Override
    byte[] repaired(byte[] input) {
      return LanguageModelChecksums.repaired(input);
    }
  },
  /** Word vectors of any format, asked for the nearest words. */
  WORD_VECTORS("wordVectors") {
    @Override
    void prepare(Path folder) {}

    @Override
    void read(Path folder, byte[] input) throws IOException {
      WordVectors vectors = WordVectorFiles.read(Files.write(folder.resolve("vectors"), input));
      if (vectors.count() == 0) {
        return;
      }
      try {
        vectors.mostSimilar(vectors.vector(0), 3);
      } catch (UncheckedIOException e) {
        // A mapped file is read when it is needed.
        throw e.getCause();
      }
    }
  };

  private final String corpus;

  Target(String corpus) {
    this.corpus = corpus;
  }

  /** The name of its folder in the corpus, which is that of its method in the fuzz test. */
  String corpus() {
    return corpus;
  }

  /** Puts into an empty folder what the reader needs beside the input. */
  abstract void prepare(Path folder) throws IOException;

  /** Writes an input into the folder and reads it. */
  abstract void read(Path folder, byte[] input) throws IOException;

  /** The same input, where need be changed in place so that a reader gets further into it. */
  byte[] repaired(byte[] input) {
    return input;
  }

  /**
   * Whether an input was taken.
   *
   * @return false if it was refused as documented
   */
  boolean accepts(Path folder, byte[] input) throws IOException {
    try {
      read(folder, input);
      return true;
    } catch (ModelFormatException e) {
      return false;
    }
  }

  private static void readAll(Checkpoint checkpoint) throws IOException {
    for (String name : checkpoint.names()) {
      TensorView tensor = checkpoint.tensor(name);
      if (tensor.dtype().decodesToFloats() && tensor.toFloats().length != tensor.count()) {
        throw new AssertionError(name + " has " + tensor.count() + " values, and gave others");
      }
    }
  }

  private static byte[] shard(String tensor) {
    String header = "{\"" + tensor + "\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).array());
    file.writeBytes(json);
    file.writeBytes(new byte[8]);
    return file.toByteArray();
  }
}
