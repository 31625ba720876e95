package io.github.nlptoolkit.bert.family;

import java.util.List;

/**
 * What a family calls the tensors of heads, without {@code .weight} and {@code .bias}.
 *
 * @param transform the linear layer of the masked language model before its decoder
 * @param norm the norm behind it
 * @param decoder the linear layer to the vocabulary; its weight may be that of the embeddings
 * @param decoderBiases what the decoder's bias may be called, in full
 * @param gelu whether {@code transform} is followed by GELU whatever the configuration says
 * @param dense the linear layer of the sequence classifier before the last; empty if that is the
 *     encoder's pooler
 * @param denseActivation the activation behind it
 * @param classifier the last linear layer of the sequence classifier
 */
record HeadNames(
    String transform,
    String norm,
    String decoder,
    List<String> decoderBiases,
    boolean gelu,
    String dense,
    HeadActivation denseActivation,
    String classifier) {
  static final String NEXT = "cls.seq_relationship";
  static final String ORDER = "sop_classifier.classifier";
  static final String TOKENS = "classifier";
  static final String ANSWERS = "qa_outputs";

  /** What the decoder's bias may be called, likeliest first: untied decoders have their own. */
  List<String> decoderBiases(boolean tied) {
    return tied || decoderBiases.size() < 2
        ? decoderBiases
        : List.of(decoderBiases.get(1), decoderBiases.get(0));
  }

  static HeadNames of(Family family) {
    return switch (family) {
      case BERT ->
          new HeadNames(
              "cls.predictions.transform.dense",
              "cls.predictions.transform.LayerNorm",
              "cls.predictions.decoder",
              List.of("cls.predictions.bias", "cls.predictions.decoder.bias"),
              false,
              "",
              HeadActivation.TANH,
              "classifier");
      case ROBERTA, MPNET ->
          new HeadNames(
              "lm_head.dense",
              "lm_head.layer_norm",
              "lm_head.decoder",
              List.of("lm_head.bias", "lm_head.decoder.bias"),
              true,
              "classifier.dense",
              HeadActivation.TANH,
              "classifier.out_proj");
      case ALBERT ->
          new HeadNames(
              "predictions.dense",
              "predictions.LayerNorm",
              "predictions.decoder",
              List.of("predictions.bias", "predictions.decoder.bias"),
              false,
              "",
              HeadActivation.TANH,
              "classifier");
      case DISTILBERT ->
          new HeadNames(
              "vocab_transform",
              "vocab_layer_norm",
              "vocab_projector",
              List.of("vocab_projector.bias"),
              false,
              "pre_classifier",
              HeadActivation.RELU,
              "classifier");
      case ELECTRA ->
          new HeadNames(
              "generator_predictions.dense",
              "generator_predictions.LayerNorm",
              "generator_lm_head",
              List.of("generator_lm_head.bias"),
              true,
              "classifier.dense",
              HeadActivation.GELU,
              "classifier.out_proj");
    };
  }
}
