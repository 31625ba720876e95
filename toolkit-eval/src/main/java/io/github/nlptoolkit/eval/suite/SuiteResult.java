package io.github.nlptoolkit.eval.suite;

import io.github.nlptoolkit.eval.significance.Interval;
import io.github.nlptoolkit.eval.task.Evaluation;

/**
 * The evaluation of a suite's task.
 *
 * @param name the task's name
 * @param key what the evaluation depends on, hashed: the task, its files and the seed
 * @param evaluation the evaluation
 * @param interval where the main score lies with 95 % confidence
 */
public record SuiteResult(String name, String key, Evaluation evaluation, Interval interval) {}
