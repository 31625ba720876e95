package io.github.nlptoolkit.eval.task;

import java.util.List;

/** What an evaluation shows beside its numbers. All are immutable. */
public sealed interface Chart {

  /**
   * What it shows, in a few words.
   *
   * @return the title
   */
  String title();

  /**
   * A point for each item.
   *
   * @param title what it shows
   * @param xAxis what x is
   * @param yAxis what y is
   * @param x numbers
   * @param y as many
   */
  record Scatter(String title, String xAxis, String yAxis, List<Double> x, List<Double> y)
      implements Chart {

    /** Makes a chart. */
    public Scatter {
      x = List.copyOf(x);
      y = List.copyOf(y);
    }
  }

  /**
   * How often each label was predicted for each gold label.
   *
   * @param title what it shows
   * @param labels the labels of rows and columns
   * @param counts rows of gold labels
   */
  record Confusion(String title, List<String> labels, List<List<Long>> counts) implements Chart {

    /** Makes a chart. */
    public Confusion {
      labels = List.copyOf(labels);
      counts = counts.stream().map(List::copyOf).toList();
    }
  }

  /**
   * How often a classifier is right where it is so sure.
   *
   * @param title what it shows
   * @param confidence the mean confidence of each bin that has items
   * @param accuracy the share of right items of each
   * @param items how many items each has
   */
  record Reliability(String title, List<Double> confidence, List<Double> accuracy, List<Long> items)
      implements Chart {

    /** Makes a chart. */
    public Reliability {
      confidence = List.copyOf(confidence);
      accuracy = List.copyOf(accuracy);
      items = List.copyOf(items);
    }
  }
}
