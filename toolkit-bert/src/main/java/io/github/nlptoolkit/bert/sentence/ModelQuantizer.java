package io.github.nlptoolkit.bert.sentence;

import io.github.nlptoolkit.bert.encoder.LoadOptions;
import io.github.nlptoolkit.bert.encoder.QuantizedCheckpoint;
import io.github.nlptoolkit.bert.family.EncoderConfig;
import io.github.nlptoolkit.bert.train.NewFolder;
import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes models whose linear layers are quantised to integers of eight bits: about a quarter of the
 * size, and loaded as {@link Precision#INT8} without the time and memory that quantising takes. The
 * folder is loaded like any other ({@link SentenceEmbedder}, {@link CrossEncoder}, encoders and
 * heads), with {@link Precision#AUTO} or {@link Precision#INT8}.
 *
 * <p>{@link io.github.nlptoolkit.bert.family.QuantizedWeights} describes the format. Not
 * thread-safe; {@link #write} may be called again.
 */
public final class ModelQuantizer {
  /** A sentence model has folders for its modules, and they have none. */
  private static final int DEPTH = 2;

  private static final String INDEX = "model.safetensors.index.json";

  /** The checksums of an imported model's files. */
  private static final String MANIFEST = "nlptoolkit-manifest.txt";

  private final Path folder;
  private LoadOptions options = LoadOptions.defaults();
  private boolean quantizesTable = true;

  private ModelQuantizer(Path folder) {
    this.folder = Objects.requireNonNull(folder, "folder").toAbsolutePath().normalize();
  }

  /**
   * Starts with a model.
   *
   * @param folder a Hugging Face folder of floats, with or without sentence-transformers' {@code
   *     modules.json}, with or without a head
   * @return a quantiser with the defaults
   */
  public static ModelQuantizer of(Path folder) {
    return new ModelQuantizer(folder);
  }

  /**
   * Texts to find the ranges of numbers on; by default built-in sentences of several languages and
   * lengths.
   *
   * @param texts the texts, at least one: some dozens that are like the texts to come are enough
   * @return this
   * @throws IllegalArgumentException if there are none
   */
  public ModelQuantizer calibrationTexts(List<String> texts) {
    options = options.calibrationTexts(texts);
    return this;
  }

  /**
   * Whether the table of words is quantised, too, each row with a scale of its own. In small models
   * it is half of the weights. Without it, vectors are bit for bit those of {@link Precision#INT8}
   * from the folder of floats. A masked language model, which multiplies with this table, needs it
   * in floats.
   *
   * @param choice whether it is; true by default
   * @return this
   */
  public ModelQuantizer quantizesTable(boolean choice) {
    quantizesTable = choice;
    return this;
  }

  /**
   * Quantises the model into a folder, which is there in whole or not at all. Files that say
   * something of tokens, modules or licence are copied, Python pickles and other formats are not.
   *
   * @param target where to; it must not exist, or be an empty folder
   * @throws NoSuchFileException if the model's folder is not there
   * @throws ModelFormatException if a file of the model is missing, damaged or not supported, or it
   *     is quantised already
   * @throws IOException if a file cannot be read or written
   * @throws IllegalArgumentException if the target is there and no empty folder, or no text to
   *     calibrate on has a token
   * @throws UnsupportedOperationException if the CPU is no x86-64, or the engine's natives are
   *     absent
   */
  public void write(Path target) throws IOException {
    Objects.requireNonNull(target, "target");
    Checkpoint.requireFolder(folder);
    NewFolder.requireFree(target);
    Path inside = folder.relativize(ModuleChain.transformer(folder).toAbsolutePath().normalize());
    Checkpoint checkpoint = Checkpoint.open(folder.resolve(inside));
    SentenceConfig config =
        SentenceConfig.read(folder, checkpoint, EncoderConfig.of(checkpoint.config()));
    try (Tokenizer tokenizer = config.tokenizer(checkpoint, checkpoint.file("tokenizer.json"))) {
      NewFolder.write(
          target,
          unfinished -> {
            copy(checkpoint, unfinished);
            Path transformer = unfinished.resolve(inside);
            Files.createDirectories(transformer);
            QuantizedCheckpoint.write(
                checkpoint, tokenizer, options.calibrationTexts(), quantizesTable, transformer);
          });
    }
  }

  private void copy(Checkpoint checkpoint, Path target) throws IOException {
    Set<Path> left = new HashSet<>(checkpoint.weightFiles());
    left.add(checkpoint.folder().resolve("config.json"));
    left.add(checkpoint.folder().resolve(INDEX));
    left.add(folder.resolve(MANIFEST));
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder, DEPTH)) {
      files = all.filter(Files::isRegularFile).filter(ModelQuantizer::counts).toList();
    }
    for (Path file : files) {
      if (!left.contains(file)) {
        Path copy = target.resolve(folder.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  /** What belongs to a model in this format. */
  private static boolean counts(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".json")
        || name.endsWith(".txt")
        || name.endsWith(".model")
        || name.endsWith(".safetensors")
        || name.startsWith("readme")
        || name.startsWith("licen")
        || name.startsWith("notice");
  }
}
