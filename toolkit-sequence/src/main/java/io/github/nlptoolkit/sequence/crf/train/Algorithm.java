package io.github.nlptoolkit.sequence.crf.train;

/** How weights are found. Each is immutable, with CRFsuite's defaults. */
public sealed interface Algorithm
    permits Lbfgs, L2Sgd, AveragedPerceptron, PassiveAggressive, Arow {}
