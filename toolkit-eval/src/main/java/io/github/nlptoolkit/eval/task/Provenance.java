package io.github.nlptoolkit.eval.task;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where an evaluation's numbers come from.
 *
 * @param model the model's name; empty if the evaluator was not told
 * @param modelHash what tells its contents from others'; empty if it is not known
 * @param dataHash SHA-256 of the data set's contents, in hexadecimal
 * @param settings what was set, by name
 * @param versions of the toolkit and of Java
 * @param seed the seed of all that is drawn
 * @param started when it began, in ISO 8601, UTC
 * @param seconds how long it took
 * @param machine the system, its architecture and how many processors Java may use
 */
public record Provenance(
    String model,
    String modelHash,
    String dataHash,
    Map<String, String> settings,
    Map<String, String> versions,
    long seed,
    String started,
    double seconds,
    String machine) {

  /** Makes a provenance; maps are sorted by name. */
  public Provenance {
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    versions = Collections.unmodifiableMap(new TreeMap<>(versions));
  }
}
