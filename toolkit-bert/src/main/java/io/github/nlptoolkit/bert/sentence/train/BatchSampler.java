package io.github.nlptoolkit.bert.sentence.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Which examples are in a batch together. */
public enum BatchSampler {
  /** Any, in a random order. */
  SHUFFLED {
    @Override
    List<List<TrainingExample>> batches(List<TrainingExample> shuffled, int size) {
      return cut(shuffled, size);
    }
  },
  /**
   * No two that share a text: for losses that take all other texts of a batch for negatives. A
   * batch is filled with the next examples that fit; those that do not wait for the next batch.
   */
  NO_DUPLICATES {
    @Override
    List<List<TrainingExample>> batches(List<TrainingExample> shuffled, int size) {
      List<List<TrainingExample>> batches = new ArrayList<>();
      List<TrainingExample> waiting = new ArrayList<>();
      int next = 0;
      while (next < shuffled.size() || !waiting.isEmpty()) {
        List<TrainingExample> batch = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        List<TrainingExample> still = new ArrayList<>();
        for (TrainingExample example : waiting) {
          if (batch.size() == size || !fits(example, seen)) {
            still.add(example);
          } else {
            batch.add(example);
          }
        }
        while (batch.size() < size && next < shuffled.size()) {
          TrainingExample example = shuffled.get(next++);
          if (fits(example, seen)) {
            batch.add(example);
          } else {
            still.add(example);
          }
        }
        batches.add(batch);
        waiting = still;
      }
      return batches;
    }
  },
  /** At least two of each class that has as many: for losses that make triplets of a batch. */
  BY_CLASS {
    @Override
    List<List<TrainingExample>> batches(List<TrainingExample> shuffled, int size) {
      Map<Float, List<TrainingExample>> classes = new LinkedHashMap<>();
      List<TrainingExample> paired = new ArrayList<>();
      for (TrainingExample example : shuffled) {
        float label = example.labelsView().length == 0 ? 0 : example.labelsView()[0];
        List<TrainingExample> open = classes.computeIfAbsent(label, key -> new ArrayList<>());
        open.add(example);
        if (open.size() == 2) {
          paired.addAll(open);
          open.clear();
        }
      }
      classes.values().forEach(paired::addAll);
      return cut(paired, Math.max(2, size / 2 * 2));
    }
  };

  /** Batches of examples in a random order. */
  abstract List<List<TrainingExample>> batches(List<TrainingExample> shuffled, int size);

  /** The batches of an epoch: the same for the same seed. */
  List<List<TrainingExample>> epoch(List<TrainingExample> examples, int size, long seed) {
    List<TrainingExample> shuffled = new ArrayList<>(examples);
    Collections.shuffle(shuffled, new Random(seed));
    return batches(shuffled, size);
  }

  private static List<List<TrainingExample>> cut(List<TrainingExample> examples, int size) {
    List<List<TrainingExample>> batches = new ArrayList<>();
    for (int i = 0; i < examples.size(); i += size) {
      batches.add(examples.subList(i, Math.min(examples.size(), i + size)));
    }
    return batches;
  }

  /**
   * Whether no text of an example was seen; if so, they are now. A text may be there twice in it.
   */
  private static boolean fits(TrainingExample example, Set<String> seen) {
    if (example.texts().stream().anyMatch(seen::contains)) {
      return false;
    }
    seen.addAll(example.texts());
    return true;
  }
}
