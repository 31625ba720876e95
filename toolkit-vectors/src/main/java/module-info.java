/** Search, pair mining and clustering over embeddings. */
module io.github.nlptoolkit.vectors {
  requires static transitive org.jspecify;
  requires transitive io.github.nlptoolkit.api;

  exports io.github.nlptoolkit.vectors;
  exports io.github.nlptoolkit.vectors.cache;
  exports io.github.nlptoolkit.vectors.cluster;
  exports io.github.nlptoolkit.vectors.mining;
  exports io.github.nlptoolkit.vectors.quantization;
}
