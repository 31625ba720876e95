package io.github.nlptoolkit.sequence.tagger;

import io.github.nlptoolkit.sequence.crf.AttributeSequence;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/** The attributes of a sentence for a task. */
final class TaskFeatures {

  private TaskFeatures() {}

  /** Takes the tokens, and of phrases the parts of speech or nothing. */
  static AttributeSequence of(TaggingTask task, List<String> tokens, List<String> parts) {
    ObjIntConsumer<Consumer<String>> attributes;
    if (task == TaggingTask.SEGMENT) {
      CharacterFeatures features =
          new CharacterFeatures(tokens.stream().map(SimplifiedCharacters::of).toList());
      attributes = (out, at) -> features.add(at, out);
    } else {
      WordFeatures features = new WordFeatures(tokens);
      attributes =
          switch (task) {
            case POS -> (out, at) -> features.addPartOfSpeech(at, out);
            case NER -> (out, at) -> features.addName(at, out);
            default -> (out, at) -> features.addPhrase(at, parts, out);
          };
    }
    AttributeSequence.Builder builder = AttributeSequence.builder();
    Consumer<String> out = builder::add;
    for (int at = 0; at < tokens.size(); at++) {
      builder.token();
      attributes.accept(out, at);
    }
    return builder.build();
  }
}
