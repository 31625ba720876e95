package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.sequence.crf.CrfModel;
import io.github.nlptoolkit.sequence.data.TokenRows;
import io.github.nlptoolkit.sequence.hmm.HmmTagger;
import io.github.nlptoolkit.sequence.tagger.CrfTagger;
import io.github.nlptoolkit.sequence.tagger.TaggerModels;
import io.github.nlptoolkit.sequence.tagger.TaggingTask;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model of {@code nlp tag}: a CRF tagger, an HMM tagger, or a CRF over attributes that files
 * hold.
 */
record TagModel(@Nullable CrfTagger crf, @Nullable HmmTagger hmm, @Nullable CrfModel attributes) {
  private static final int MAGIC = 8;

  /** Loads the model of a name or a file. */
  static TagModel load(String operand) throws IOException, UsageException {
    Path file;
    try {
      file = Path.of(operand);
    } catch (InvalidPathException e) {
      throw new UsageException("--model: not a file name: \"" + operand + "\"", e);
    }
    if (Files.isDirectory(file)) {
      throw new UsageException("--model: " + operand + " is a folder, a file is needed");
    }
    if (!Files.exists(file)) {
      if (TaggerModels.names().contains(operand) || TaggerModels.isPresent(operand)) {
        return new TagModel(TaggerModels.load(operand), null, null);
      }
      throw new UsageException(
          "--model must be a file or one of "
              + String.join(", ", TaggerModels.names())
              + ", got "
              + operand);
    }
    String magic;
    try (InputStream in = Files.newInputStream(file)) {
      magic = new String(in.readNBytes(MAGIC), StandardCharsets.ISO_8859_1);
    }
    return switch (magic) {
      case "NLP-TAG\n" -> new TagModel(CrfTagger.load(file), null, null);
      case "NLP-HMM\n" -> new TagModel(null, HmmTagger.load(file), null);
      default -> new TagModel(null, null, CrfModel.load(file));
    };
  }

  /** The tagger, which a model of attributes alone is not. */
  TagModel tagging(String operand) throws ModelFormatException {
    if (attributes != null) {
      throw new ModelFormatException(
          operand,
          "",
          "a tagger",
          "a CRF without features of its own (--iwa reads files of attributes)");
    }
    return this;
  }

  boolean isSegmenter() {
    return crf != null && crf.task() == TaggingTask.SEGMENT;
  }

  boolean needsParts() {
    return crf != null && crf.needsParts();
  }

  List<String> tag(TokenRows rows, List<String> tokens, List<String> parts) {
    if (crf != null && crf.templates().isPresent()) {
      return crf.tag(rows);
    }
    if (crf != null) {
      return crf.tag(tokens, crf.needsParts() ? parts : List.of());
    }
    if (hmm != null) {
      return hmm.tag(tokens);
    }
    throw new IllegalStateException("a model of attributes tags no tokens");
  }
}
