/** Keywords by embedding similarity, over any text embedder. */
module io.github.nlptoolkit.keybert {
  requires static transitive org.jspecify;
  requires transitive io.github.nlptoolkit.api;

  exports io.github.nlptoolkit.keybert;
  exports io.github.nlptoolkit.keybert.baseline;
  exports io.github.nlptoolkit.keybert.candidate;
  exports io.github.nlptoolkit.keybert.phrase;
  exports io.github.nlptoolkit.keybert.selection;
}
