package io.github.nlptoolkit.language;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.bg.BulgarianAnalyzer;
import org.apache.lucene.analysis.bn.BengaliAnalyzer;
import org.apache.lucene.analysis.ca.CatalanAnalyzer;
import org.apache.lucene.analysis.ckb.SoraniAnalyzer;
import org.apache.lucene.analysis.cz.CzechAnalyzer;
import org.apache.lucene.analysis.da.DanishAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.el.GreekAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.et.EstonianAnalyzer;
import org.apache.lucene.analysis.eu.BasqueAnalyzer;
import org.apache.lucene.analysis.fa.PersianAnalyzer;
import org.apache.lucene.analysis.fi.FinnishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.ga.IrishAnalyzer;
import org.apache.lucene.analysis.gl.GalicianAnalyzer;
import org.apache.lucene.analysis.hi.HindiAnalyzer;
import org.apache.lucene.analysis.hu.HungarianAnalyzer;
import org.apache.lucene.analysis.hy.ArmenianAnalyzer;
import org.apache.lucene.analysis.id.IndonesianAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.lt.LithuanianAnalyzer;
import org.apache.lucene.analysis.lv.LatvianAnalyzer;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.no.NorwegianAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.ro.RomanianAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;
import org.apache.lucene.analysis.th.ThaiAnalyzer;
import org.apache.lucene.analysis.tr.TurkishAnalyzer;

/** Where the stop words of each language come from. */
final class StopLists {

  /** Languages written in Latin letters; English first, which wins a tie. */
  static final List<String> LATIN =
      List.of(
          "en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "no", "fi", "hu", "ro", "tr", "cs",
          "ca", "eu", "gl", "ga", "et", "lt", "lv", "id");

  static final Set<String> LANGUAGES =
      Stream.concat(
              LATIN.stream(),
              Stream.of(
                  "zh", "ja", "ko", "ru", "bg", "el", "hy", "ar", "fa", "ckb", "hi", "bn", "th"))
          .collect(Collectors.toUnmodifiableSet());

  private StopLists() {}

  static Set<String> read(String language) {
    return switch (language) {
      case "en" -> resource("english-stop-words.txt");
      case "zh" -> resource("chinese-stop-words.txt");
      case "ja", "ko" -> Set.of();
      default -> words(lucene(language));
    };
  }

  private static CharArraySet lucene(String language) {
    return switch (language) {
      case "ar" -> ArabicAnalyzer.getDefaultStopSet();
      case "bg" -> BulgarianAnalyzer.getDefaultStopSet();
      case "bn" -> BengaliAnalyzer.getDefaultStopSet();
      case "ca" -> CatalanAnalyzer.getDefaultStopSet();
      case "ckb" -> SoraniAnalyzer.getDefaultStopSet();
      case "cs" -> CzechAnalyzer.getDefaultStopSet();
      case "da" -> DanishAnalyzer.getDefaultStopSet();
      case "de" -> GermanAnalyzer.getDefaultStopSet();
      case "el" -> GreekAnalyzer.getDefaultStopSet();
      case "es" -> SpanishAnalyzer.getDefaultStopSet();
      case "et" -> EstonianAnalyzer.getDefaultStopSet();
      case "eu" -> BasqueAnalyzer.getDefaultStopSet();
      case "fa" -> PersianAnalyzer.getDefaultStopSet();
      case "fi" -> FinnishAnalyzer.getDefaultStopSet();
      case "fr" -> FrenchAnalyzer.getDefaultStopSet();
      case "ga" -> IrishAnalyzer.getDefaultStopSet();
      case "gl" -> GalicianAnalyzer.getDefaultStopSet();
      case "hi" -> HindiAnalyzer.getDefaultStopSet();
      case "hu" -> HungarianAnalyzer.getDefaultStopSet();
      case "hy" -> ArmenianAnalyzer.getDefaultStopSet();
      case "id" -> IndonesianAnalyzer.getDefaultStopSet();
      case "it" -> ItalianAnalyzer.getDefaultStopSet();
      case "lt" -> LithuanianAnalyzer.getDefaultStopSet();
      case "lv" -> LatvianAnalyzer.getDefaultStopSet();
      case "nl" -> DutchAnalyzer.getDefaultStopSet();
      case "no" -> NorwegianAnalyzer.getDefaultStopSet();
      case "pt" -> PortugueseAnalyzer.getDefaultStopSet();
      case "ro" -> RomanianAnalyzer.getDefaultStopSet();
      case "ru" -> RussianAnalyzer.getDefaultStopSet();
      case "sv" -> SwedishAnalyzer.getDefaultStopSet();
      case "th" -> ThaiAnalyzer.getDefaultStopSet();
      case "tr" -> TurkishAnalyzer.getDefaultStopSet();
      default -> throw new IllegalArgumentException("there is no language \"" + language + "\"");
    };
  }

  private static Set<String> resource(String name) {
    try (InputStream in = StopLists.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is missing from the jar");
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.startsWith("#"))
          .flatMap(line -> Arrays.stream(line.split(" ", -1)))
          .filter(word -> !word.isEmpty())
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  private static Set<String> words(CharArraySet set) {
    Set<String> words = new HashSet<>();
    for (Object word : set) {
      words.add(new String((char[]) word).toLowerCase(Locale.ROOT));
    }
    return Set.copyOf(words);
  }
}
