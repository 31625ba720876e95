/** HMM and linear-chain CRF taggers, tag schemes and their files, in pure Java. */
module io.github.nlptoolkit.sequence {
  requires static transitive org.jspecify;
  requires transitive io.github.nlptoolkit.api;

  exports io.github.nlptoolkit.sequence.crf;
  exports io.github.nlptoolkit.sequence.crf.train;
  exports io.github.nlptoolkit.sequence.data;
  exports io.github.nlptoolkit.sequence.feature;
  exports io.github.nlptoolkit.sequence.hmm;
  exports io.github.nlptoolkit.sequence.lattice;
  exports io.github.nlptoolkit.sequence.scheme;
  exports io.github.nlptoolkit.sequence.tagger;
}
