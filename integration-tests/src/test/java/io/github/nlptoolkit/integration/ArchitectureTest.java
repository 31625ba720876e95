package io.github.nlptoolkit.integration;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.members;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Who may know whom, over the whole tree. */
@AnalyzeClasses(
    packages = ArchitectureTest.ROOT,
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  static final String ROOT = "io.github.nlptoolkit";

  private static final String[] JDK = {"java..", "org.jspecify.."};
  private static final String[] API = {
    ROOT + ".embedding..",
    ROOT + ".failure..",
    ROOT + ".keyword..",
    ROOT + ".storage..",
    ROOT + ".text.."
  };

  /** Word2vec, search and the encoder of short texts have loops on it, behind a seam. */
  private static final String[] VECTOR_API = {"jdk.incubator.vector.."};

  private static final String GSON = "com.google.gson..";
  private static final String DJL = "ai.djl..";
  private static final String JNA = "com.sun.jna..";
  private static final String MODELS = ROOT + ".models..";
  private static final String ENGINE = ROOT + ".engine..";
  private static final String BERT = ROOT + ".bert..";
  private static final String KEYBERT = ROOT + ".keybert..";
  private static final String[] NGRAM = {ROOT + ".ngram..", ROOT + ".word2vec.."};
  private static final String SEQUENCE = ROOT + ".sequence..";
  private static final String EVAL = ROOT + ".eval..";
  private static final String VECTORS = ROOT + ".vectors..";
  private static final String LANGUAGE = ROOT + ".language..";
  private static final String INDEX = ROOT + ".index..";
  private static final String YAML = "org.snakeyaml.engine..";
  private static final String LUCENE = "org.apache.lucene..";

  /** The stemmers that come with Lucene. */
  private static final String SNOWBALL = "org.tartarus.snowball..";

  private static final String CLI = ROOT + ".cli..";
  private static final String BENCHMARKS = ROOT + ".benchmarks..";

  @ArchTest static final ArchRule api = only(API, JDK);

  @ArchTest static final ArchRule keybert = only(new String[] {KEYBERT}, JDK, API);

  @ArchTest static final ArchRule ngram = only(NGRAM, JDK, API, VECTOR_API);

  @ArchTest static final ArchRule sequence = only(new String[] {SEQUENCE}, JDK, API);

  @ArchTest static final ArchRule vectors = only(new String[] {VECTORS}, JDK, API, VECTOR_API);

  /** Tag schemes and their files are the taggers'; models reach evaluators through interfaces. */
  @ArchTest
  static final ArchRule eval =
      only(
          new String[] {EVAL},
          JDK,
          API,
          new String[] {SEQUENCE, "org.apache.commons.math3..", GSON, YAML});

  @ArchTest
  static final ArchRule language =
      only(new String[] {LANGUAGE}, JDK, API, new String[] {SEQUENCE, LUCENE, SNOWBALL});

  @ArchTest
  static final ArchRule index = only(new String[] {INDEX}, JDK, API, new String[] {LUCENE});

  @ArchTest
  static final ArchRule models = only(new String[] {MODELS}, JDK, API, new String[] {GSON});

  @ArchTest
  static final ArchRule engine =
      only(new String[] {ENGINE}, JDK, API, new String[] {GSON, DJL, JNA});

  @ArchTest
  static final ArchRule bert =
      only(new String[] {BERT}, JDK, API, VECTOR_API, new String[] {GSON, ENGINE, MODELS});

  @ArchTest
  static final ArchRule bertHasVectorLoopsInOneRoom =
      noClasses()
          .that()
          .resideInAPackage(BERT)
          .and()
          .resideOutsideOfPackage(ROOT + ".bert.internal.shorttext")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(VECTOR_API);

  /** Packages may know their own kind and the others given. */
  private static ArchRule only(String[] packages, String[]... others) {
    String[] all =
        Stream.concat(Stream.of(packages), Stream.of(others).flatMap(Stream::of))
            .toArray(String[]::new);
    return classes()
        .that()
        .resideInAnyPackage(packages)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(all);
  }

  @ArchTest
  static final ArchRule everyClassIsOfAModule =
      classes()
          .should()
          .resideInAnyPackage(
              Stream.concat(
                      Stream.concat(Stream.of(API), Stream.of(NGRAM)),
                      Stream.of(
                          MODELS,
                          ENGINE,
                          BERT,
                          KEYBERT,
                          SEQUENCE,
                          EVAL,
                          VECTORS,
                          LANGUAGE,
                          INDEX,
                          CLI,
                          BENCHMARKS))
                  .toArray(String[]::new));

  @ArchTest
  static final ArchRule djlIsBehindOneDoor =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".engine.internal.djl..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(DJL, JNA);

  @ArchTest
  static final ArchRule toolsAreOnTop =
      noClasses()
          .that()
          .resideOutsideOfPackages(CLI, BENCHMARKS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CLI, BENCHMARKS);

  @ArchTest
  static final ArchRule internalsAreTheirModulesOwn = classes().should(notKnowForeignInternals());

  private static ArchCondition<JavaClass> notKnowForeignInternals() {
    return new ArchCondition<>("know no internal package of another module") {
      @Override
      public void check(JavaClass origin, ConditionEvents events) {
        for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
          String target = dependency.getTargetClass().getPackageName();
          int internal = (target + ".").indexOf(".internal.");
          boolean isForeign =
              target.startsWith(ROOT + ".")
                  && internal >= 0
                  && !(origin.getPackageName() + ".")
                      .startsWith(target.substring(0, internal) + ".");
          if (isForeign) {
            events.add(SimpleConditionEvent.violated(origin, dependency.getDescription()));
          }
        }
      }
    };
  }

  @ArchTest
  static final ArchRule modulesAreFreeOfCycles =
      slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule roomsAreFreeOfCycles =
      slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyCommandsPrint =
      noClasses()
          .that()
          .resideOutsideOfPackages(CLI, BENCHMARKS)
          .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

  @ArchTest
  static final ArchRule signaturesArePlain =
      members()
          .that()
          .arePublic()
          .or()
          .areProtected()
          .and()
          .areDeclaredInClassesThat()
          .resideOutsideOfPackage("..internal..")
          .should(mentionOnlyPlainTypes());

  private static ArchCondition<JavaMember> mentionOnlyPlainTypes() {
    return new ArchCondition<>("mention no type of DJL, Gson or Lucene") {
      @Override
      public void check(JavaMember member, ConditionEvents events) {
        if (!isReachable(member.getOwner())) {
          return;
        }
        for (JavaClass type : mentioned(member)) {
          String name = type.getPackageName() + ".";
          if (name.startsWith("ai.djl.")
              || name.startsWith("com.google.gson.")
              || name.startsWith("org.snakeyaml.")
              || name.startsWith("org.apache.lucene.")) {
            events.add(
                SimpleConditionEvent.violated(
                    member, member.getDescription() + " mentions " + type.getName()));
          }
        }
      }
    };
  }

  /** Whether a class can be seen from other packages. */
  private static boolean isReachable(JavaClass type) {
    boolean isVisible =
        type.getModifiers().contains(com.tngtech.archunit.core.domain.JavaModifier.PUBLIC)
            && !type.getPackageName().contains(".internal.");
    return isVisible && type.getEnclosingClass().map(ArchitectureTest::isReachable).orElse(true);
  }

  private static Set<JavaClass> mentioned(JavaMember member) {
    Set<JavaClass> types = new LinkedHashSet<>();
    if (member instanceof JavaField field) {
      types.addAll(field.getType().getAllInvolvedRawTypes());
    } else if (member instanceof JavaCodeUnit unit) {
      types.addAll(unit.getReturnType().getAllInvolvedRawTypes());
      for (JavaType parameter : unit.getParameterTypes()) {
        types.addAll(parameter.getAllInvolvedRawTypes());
      }
      types.addAll(unit.getExceptionTypes());
    }
    return types;
  }
}
