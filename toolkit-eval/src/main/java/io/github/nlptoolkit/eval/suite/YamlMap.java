package io.github.nlptoolkit.eval.suite;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A mapping of YAML whose errors say where they are. */
final class YamlMap {
  private final String file;
  private final Node node;
  private final Map<String, Node> values = new LinkedHashMap<>();

  private YamlMap(String file, Node node) {
    this.file = file;
    this.node = node;
  }

  /** Takes a node that must be a mapping with known keys; all keys if the set is empty. */
  static YamlMap of(String file, Node node, Set<String> known) throws SuiteFormatException {
    YamlMap map = new YamlMap(file, node);
    if (!(node instanceof MappingNode mapping)) {
      throw map.wrong(node, "expected keys and values, found " + kind(node));
    }
    for (NodeTuple tuple : mapping.getValue()) {
      String key = map.scalar(tuple.getKeyNode(), "a key");
      if (!known.isEmpty() && !known.contains(key)) {
        throw map.wrong(
            tuple.getKeyNode(),
            "unknown key \"" + key + "\", there are " + String.join(", ", known));
      }
      if (map.values.put(key, tuple.getValueNode()) != null) {
        throw map.wrong(tuple.getKeyNode(), "the key \"" + key + "\" comes twice");
      }
    }
    return map;
  }

  private static String kind(Node node) {
    return node instanceof SequenceNode ? "a list" : "a single value";
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  Set<String> keys() {
    return values.keySet();
  }

  Node node(String key) throws SuiteFormatException {
    @Nullable Node value = values.get(key);
    if (value == null) {
      throw wrong(node, "the key \"" + key + "\" is missing");
    }
    return value;
  }

  String text(String key) throws SuiteFormatException {
    String text = scalar(node(key), "a value of \"" + key + '"');
    if (text.isBlank()) {
      throw wrong(node(key), "expected a value of \"" + key + "\", found nothing");
    }
    return text;
  }

  String text(String key, String otherwise) throws SuiteFormatException {
    return has(key) ? text(key) : otherwise;
  }

  long number(String key, long otherwise) throws SuiteFormatException {
    if (!has(key)) {
      return otherwise;
    }
    try {
      return Long.parseLong(text(key));
    } catch (NumberFormatException e) {
      throw wrong(
          node(key), "expected a whole number of \"" + key + "\", found \"" + text(key) + '"');
    }
  }

  int count(String key, int otherwise) throws SuiteFormatException {
    long number = number(key, otherwise);
    if (number < 1 || number > Integer.MAX_VALUE) {
      throw wrong(node(key), "\"" + key + "\" must be at least 1, got " + number);
    }
    return (int) number;
  }

  boolean flag(String key) throws SuiteFormatException {
    String text = text(key, "false");
    if (!text.equals("true") && !text.equals("false")) {
      throw wrong(node(key), "\"" + key + "\" must be true or false, got \"" + text + '"');
    }
    return text.equals("true");
  }

  List<Node> list(String key) throws SuiteFormatException {
    if (node(key) instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    throw wrong(node(key), "expected a list of \"" + key + '"');
  }

  /** A mapping of texts, empty if the key is not there. */
  Map<String, String> texts(String key) throws SuiteFormatException {
    Map<String, String> texts = new LinkedHashMap<>();
    if (has(key)) {
      YamlMap map = of(file, node(key), Set.of());
      for (String inner : map.keys()) {
        texts.put(inner, map.text(inner));
      }
    }
    return texts;
  }

  private String scalar(Node value, String what) throws SuiteFormatException {
    if (value instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw wrong(value, "expected " + what + ", found a list or keys");
  }

  SuiteFormatException wrong(String key, String problem) throws SuiteFormatException {
    return wrong(node(key), problem);
  }

  private SuiteFormatException wrong(Node place, String problem) {
    return new SuiteFormatException(place(file, place.getStartMark().orElse(null)), problem);
  }

  /** Line and column from 1. */
  static String place(String file, @Nullable Mark mark) {
    return mark == null
        ? file
        : file + ", line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
  }
}
