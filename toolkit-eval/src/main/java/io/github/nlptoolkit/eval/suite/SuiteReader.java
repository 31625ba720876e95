package io.github.nlptoolkit.eval.suite;

import io.github.nlptoolkit.eval.dataset.TableFormat;
import io.github.nlptoolkit.eval.task.ClassificationEvaluator.Classifier;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads suites. */
final class SuiteReader {
  private static final Set<String> SUITE_KEYS =
      new LinkedHashSet<>(List.of("name", "seed", "tasks"));
  private static final Set<String> TASK_KEYS =
      new LinkedHashSet<>(
          List.of(
              "name",
              "task",
              "model",
              "data",
              "train",
              "queries",
              "corpus",
              "judgements",
              "format",
              "header",
              "columns",
              "limit",
              "classifier",
              "neighbours",
              "options"));
  private static final Set<String> FILE_KEYS =
      Set.of("data", "train", "queries", "corpus", "judgements");
  private static final Set<String> ROLES =
      new LinkedHashSet<>(
          List.of(
              "first",
              "second",
              "score",
              "label",
              "text",
              "keyphrases",
              "id",
              "query",
              "document",
              "grade",
              "positive",
              "negative",
              "token",
              "tag"));
  private static final int NEIGHBOURS = 5;
  private static final long LARGEST = 4_000_000;

  private final String file;
  private final Path folder;

  private SuiteReader(String file, Path folder) {
    this.file = file;
    this.folder = folder;
  }

  static Suite read(Path file) throws IOException {
    String name = file.toString();
    if (Files.size(file) > LARGEST) {
      throw new SuiteFormatException(name, "a suite has at most " + LARGEST + " bytes");
    }
    Node root;
    try {
      LoadSettings settings = LoadSettings.builder().setLabel(name).setUseMarks(true).build();
      root =
          new Compose(settings)
              .composeString(Files.readString(file))
              .orElseThrow(() -> new SuiteFormatException(name, "the suite is empty"));
    } catch (MarkedYamlEngineException e) {
      throw new SuiteFormatException(
          YamlMap.place(name, e.getProblemMark().orElse(null)), e.getProblem());
    } catch (YamlEngineException e) {
      throw new SuiteFormatException(name, "this is no YAML: " + e.getMessage());
    } catch (CharacterCodingException e) {
      throw new SuiteFormatException(name, "expected UTF-8, found other bytes");
    }
    Path parent = file.toAbsolutePath().getParent();
    return new SuiteReader(name, parent == null ? Path.of("") : parent).suite(root);
  }

  private Suite suite(Node root) throws IOException {
    YamlMap map = YamlMap.of(file, root, SUITE_KEYS);
    List<SuiteTask> tasks = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Node node : map.list("tasks")) {
      YamlMap task = YamlMap.of(file, node, TASK_KEYS);
      if (!names.add(task.text("name"))) {
        throw task.wrong("name", "two tasks are called \"" + task.text("name") + '"');
      }
      tasks.add(task(task));
    }
    if (tasks.isEmpty()) {
      throw map.wrong("tasks", "there is no task");
    }
    return new Suite(map.text("name"), map.number("seed", 42), tasks);
  }

  private SuiteTask task(YamlMap map) throws IOException {
    TaskKind kind = kind(map);
    Map<String, Path> files = new LinkedHashMap<>();
    for (String role : FILE_KEYS) {
      if (map.has(role) && !kind.files().contains(role)) {
        throw map.wrong(role, "the task " + kind.id() + " has no \"" + role + '"');
      }
    }
    for (String role : kind.files()) {
      files.put(role, file(map, role));
    }
    Map<String, String> columns = map.texts("columns");
    for (String role : columns.keySet()) {
      if (!ROLES.contains(role)) {
        throw map.wrong(
            "columns", "unknown role \"" + role + "\", there are " + String.join(", ", ROLES));
      }
    }
    return new SuiteTask(
        map.text("name"),
        kind,
        map.text("model"),
        files,
        format(map, kind),
        map.flag("header"),
        columns,
        map.count("limit", Integer.MAX_VALUE),
        classifier(map),
        map.texts("options"));
  }

  private static TaskKind kind(YamlMap map) throws SuiteFormatException {
    for (TaskKind kind : TaskKind.values()) {
      if (kind.id().equals(map.text("task"))) {
        return kind;
      }
    }
    throw map.wrong(
        "task",
        "unknown task \""
            + map.text("task")
            + "\", there are "
            + Arrays.stream(TaskKind.values()).map(TaskKind::id).collect(Collectors.joining(", ")));
  }

  private Path file(YamlMap map, String role) throws SuiteFormatException {
    Path path;
    try {
      path = folder.resolve(map.text(role));
    } catch (InvalidPathException e) {
      throw map.wrong(role, "\"" + map.text(role) + "\" is no name of a file");
    }
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      throw map.wrong(role, "there is no file " + path + " that can be read");
    }
    return path;
  }

  private static Optional<TableFormat> format(YamlMap map, TaskKind kind)
      throws SuiteFormatException {
    if (!map.has("format")) {
      return Optional.empty();
    }
    if (!kind.hasTables()) {
      throw map.wrong("format", "the task " + kind.id() + " has no \"format\"");
    }
    try {
      return Optional.of(TableFormat.valueOf(map.text("format").toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      throw map.wrong("format", "expected tsv, csv or jsonl, found \"" + map.text("format") + '"');
    }
  }

  private static Classifier classifier(YamlMap map) throws SuiteFormatException {
    return switch (map.text("classifier", "logistic")) {
      case "logistic" -> new Classifier.Logistic();
      case "knn" -> new Classifier.NearestNeighbours(map.count("neighbours", NEIGHBOURS));
      default ->
          throw map.wrong(
              "classifier", "expected logistic or knn, found \"" + map.text("classifier") + '"');
    };
  }
}
