package io.github.nlptoolkit.models.embedded;

import io.github.nlptoolkit.models.embedded.EmbeddedModel.Pooling;
import io.github.nlptoolkit.models.embedded.EmbeddedModel.Resource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The embedded models that were tried: their jars' contents by hash, and from their model cards
 * heads, pooling, length limit, prompts and licence.
 */
final class KnownModels {

  private static final String GROUP = "io.github.nlptoolkit:";

  /** The tokenizer of bert-base-uncased, as two of the jars carry it. */
  private static final Set<String> UNCASED =
      Set.of("d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66");

  private KnownModels() {}

  /** The models in the order in which they are listed. */
  static List<EmbeddedModel> all() {
    return List.of(miniLm(), bgeSmallEn(), bgeSmallZh(), e5Small());
  }

  private static EmbeddedModel miniLm() {
    return new EmbeddedModel(
        "all-MiniLM-L6-v2",
        "sentence-transformers/all-MiniLM-L6-v2",
        GROUP + "toolkit-model-minilm",
        "Apache-2.0",
        "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2",
        384,
        90_990_000,
        new Resource(
            "all-minilm-l6-v2.onnx",
            Set.of(
                // langchain4j 1.11.0-beta19 to 1.20.0-beta30: opset 11, without the pooler.
                "759c3cd2b7fe7e93933ad23c4c9181b7396442a2ed746ec7c1d46192c469c46e",
                // langchain4j 0.36.2: opset 14, with the pooler.
                "ca46f1a88a9c6e61b918af1ab38be3e7903b986616551f0a6f10a7ecc5730cd4")),
        new Resource(
            "all-minilm-l6-v2-tokenizer.json",
            Set.of("da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0")),
        12,
        Pooling.MEAN,
        256,
        Map.of());
  }

  private static EmbeddedModel bgeSmallEn() {
    return new EmbeddedModel(
        "bge-small-en-v1.5",
        "BAAI/bge-small-en-v1.5",
        GROUP + "toolkit-model-bge-small-en",
        "MIT",
        "https://huggingface.co/BAAI/bge-small-en-v1.5",
        384,
        133_580_000,
        new Resource(
            "bge-small-en-v1.5.onnx",
            Set.of("828e1496d7fabb79cfa4dcd84fa38625c0d3d21da474a00f08db0f559940cf35")),
        new Resource("bge-small-en-v1.5-tokenizer.json", UNCASED),
        12,
        Pooling.CLS,
        512,
        Map.of("query", "Represent this sentence for searching relevant passages: "));
  }

  private static EmbeddedModel bgeSmallZh() {
    return new EmbeddedModel(
        "bge-small-zh-v1.5",
        "BAAI/bge-small-zh-v1.5",
        GROUP + "toolkit-model-bge-small-zh",
        "MIT",
        "https://huggingface.co/BAAI/bge-small-zh-v1.5",
        512,
        95_210_000,
        new Resource(
            "bge-small-zh-v1.5.onnx",
            Set.of("69a0b846f4f116b5e6aabf9546ea6754d02264f3211a13a1bd69b31b8040749a")),
        new Resource(
            "bge-small-zh-v1.5-tokenizer.json",
            Set.of("48cea5d44424912a6fd1ea647bf4fe50b55ab8b1e5879c3275f80e339e8fae26")),
        8,
        Pooling.CLS,
        512,
        Map.of("query", "为这个句子生成表示以用于检索相关文章："));
  }

  private static EmbeddedModel e5Small() {
    return new EmbeddedModel(
        "e5-small-v2",
        "intfloat/e5-small-v2",
        GROUP + "toolkit-model-e5-small",
        "MIT",
        "https://huggingface.co/intfloat/e5-small-v2",
        384,
        133_580_000,
        new Resource(
            "e5-small-v2.onnx",
            Set.of("b2a43b66f7f9b6f29643a21340ad7c03d2d91e6bd5d43429a77799a9ee880eb0")),
        new Resource("e5-small-v2-tokenizer.json", UNCASED),
        12,
        Pooling.MEAN,
        512,
        Map.of("query", "query: ", "document", "passage: "));
  }
}
