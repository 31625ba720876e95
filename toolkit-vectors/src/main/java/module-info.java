/** Search, pair mining and clustering over embeddings. */
module io.github.nlptoolkit.vectors {
  requires static transitive org.jspecify;
  requires transitive io.github.nlptoolkit.api;
}
