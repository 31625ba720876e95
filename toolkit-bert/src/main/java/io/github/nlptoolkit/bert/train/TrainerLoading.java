package io.github.nlptoolkit.bert.train;

import io.github.nlptoolkit.bert.encoder.TextModel;
import io.github.nlptoolkit.bert.encoder.TrainedEncoder;
import io.github.nlptoolkit.bert.family.Dropouts;
import io.github.nlptoolkit.bert.family.EncoderConfig;
import io.github.nlptoolkit.bert.family.Family;
import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.checkpoint.JsonConfig;
import io.github.nlptoolkit.engine.tensor.Argument;
import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import io.github.nlptoolkit.engine.tokenizer.TokenizerOptions;
import io.github.nlptoolkit.engine.train.Seeds;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/** Opens what a trainer trains. */
final class TrainerLoading {
  private static final long WEIGHTS = 0;

  private TrainerLoading() {}

  static MaskedLanguageModelTrainer continuing(Path folder, PretrainingOptions options)
      throws IOException {
    Checkpoint checkpoint = Checkpoint.open(folder);
    long seed = Seeds.of(options.training().seed(), WEIGHTS);
    return load(folder, checkpoint.config(), options, StartingWeights.of(checkpoint, seed));
  }

  static MaskedLanguageModelTrainer fresh(Path folder, PretrainingOptions options)
      throws IOException {
    Checkpoint.requireFolder(folder);
    JsonConfig config = JsonConfig.read(folder.resolve("config.json"));
    long seed = Seeds.of(options.training().seed(), WEIGHTS);
    return load(folder, config, options, StartingWeights.random(config, seed));
  }

  private static MaskedLanguageModelTrainer load(
      Path folder, JsonConfig config, PretrainingOptions options, List<Argument> weights)
      throws IOException {
    EncoderConfig shape = Family.of(config).config(config);
    Path file = folder.resolve("tokenizer.json");
    Tokenizer tokenizer =
        Tokenizer.load(file, TokenizerOptions.limit(limit(folder, shape, options)));
    TrainedEncoder model = null;
    try {
      TextModel.checkVocabulary(file, tokenizer, shape);
      model = TrainedEncoder.load(config, Dropouts.of(config), options.device(), weights);
      return new MaskedLanguageModelTrainer(options, folder, tokenizer, model);
    } catch (IOException | RuntimeException | Error e) {
      tokenizer.close();
      if (model != null) {
        model.close();
      }
      throw e;
    }
  }

  private static int limit(Path folder, EncoderConfig shape, PretrainingOptions options)
      throws IOException {
    if (options.maxTokens() > shape.maxTokens()) {
      throw new IllegalArgumentException(
          "maxTokens must be at most "
              + shape.maxTokens()
              + ", the model's, got "
              + options.maxTokens());
    }
    if (options.maxTokens() > 0) {
      return options.maxTokens();
    }
    Path file = folder.resolve("tokenizer_config.json");
    OptionalDouble said =
        Files.exists(file)
            ? JsonConfig.read(file).optionalDecimal("model_max_length")
            : OptionalDouble.empty();
    double limit = said.orElse(shape.maxTokens());
    if (!(limit >= 1)) {
      throw new ModelFormatException(
          file, "model_max_length", "at least 1", Double.toString(limit));
    }
    return (int) Math.min(limit, shape.maxTokens());
  }
}
