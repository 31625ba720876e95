package io.github.nlptoolkit.sequence.crf;

/**
 * Features in the order of the model file: those of one attribute together, by label; transitions
 * by the label before, then the label after.
 *
 * @param stateEnds for each attribute, the index after its last state feature
 * @param stateLabels the label of each state feature
 * @param stateWeights the weight of each state feature
 * @param transitionFrom the label before, of each transition feature
 * @param transitionTo the label after
 * @param transitionWeights the weight
 */
@SuppressWarnings("ArrayRecordComponent") // Handed from one package-private class to another.
record SortedFeatures(
    int[] stateEnds,
    char[] stateLabels,
    double[] stateWeights,
    char[] transitionFrom,
    char[] transitionTo,
    double[] transitionWeights) {

  int attributes() {
    return stateEnds.length;
  }
}
