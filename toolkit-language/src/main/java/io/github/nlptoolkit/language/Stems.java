package io.github.nlptoolkit.language;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tartarus.snowball.SnowballStemmer;
import org.tartarus.snowball.ext.ArabicStemmer;
import org.tartarus.snowball.ext.ArmenianStemmer;
import org.tartarus.snowball.ext.BasqueStemmer;
import org.tartarus.snowball.ext.CatalanStemmer;
import org.tartarus.snowball.ext.DanishStemmer;
import org.tartarus.snowball.ext.DutchStemmer;
import org.tartarus.snowball.ext.EstonianStemmer;
import org.tartarus.snowball.ext.FinnishStemmer;
import org.tartarus.snowball.ext.FrenchStemmer;
import org.tartarus.snowball.ext.German2Stemmer;
import org.tartarus.snowball.ext.GreekStemmer;
import org.tartarus.snowball.ext.HindiStemmer;
import org.tartarus.snowball.ext.HungarianStemmer;
import org.tartarus.snowball.ext.IndonesianStemmer;
import org.tartarus.snowball.ext.IrishStemmer;
import org.tartarus.snowball.ext.ItalianStemmer;
import org.tartarus.snowball.ext.LithuanianStemmer;
import org.tartarus.snowball.ext.NorwegianStemmer;
import org.tartarus.snowball.ext.PorterStemmer;
import org.tartarus.snowball.ext.PortugueseStemmer;
import org.tartarus.snowball.ext.RomanianStemmer;
import org.tartarus.snowball.ext.RussianStemmer;
import org.tartarus.snowball.ext.SpanishStemmer;
import org.tartarus.snowball.ext.SwedishStemmer;
import org.tartarus.snowball.ext.TurkishStemmer;

/**
 * Snowball's stems of one text's words: stemmers hold state, so each text has its own. Not
 * thread-safe.
 */
final class Stems {

  private final Map<String, String> known = new HashMap<>();
  private final @Nullable SnowballStemmer stemmer;

  private Stems(@Nullable SnowballStemmer stemmer) {
    this.stemmer = stemmer;
  }

  /** Makes stems for texts of a language; words in lower case for one without a stemmer. */
  static Supplier<Stems> of(String language) {
    return () -> new Stems(stemmer(language));
  }

  String stem(String word) {
    return known.computeIfAbsent(word, this::compute);
  }

  private String compute(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (stemmer == null) {
      return lower;
    }
    stemmer.setCurrent(lower);
    stemmer.stem();
    String stem = stemmer.getCurrent();
    return stem.isEmpty() ? lower : stem;
  }

  private static @Nullable SnowballStemmer stemmer(String language) {
    return switch (language) {
      case "en" -> new PorterStemmer();
      case "ar" -> new ArabicStemmer();
      case "hy" -> new ArmenianStemmer();
      case "eu" -> new BasqueStemmer();
      case "ca" -> new CatalanStemmer();
      case "da" -> new DanishStemmer();
      case "nl" -> new DutchStemmer();
      case "et" -> new EstonianStemmer();
      case "fi" -> new FinnishStemmer();
      case "fr" -> new FrenchStemmer();
      case "de" -> new German2Stemmer();
      case "el" -> new GreekStemmer();
      case "hi" -> new HindiStemmer();
      case "hu" -> new HungarianStemmer();
      case "id" -> new IndonesianStemmer();
      case "ga" -> new IrishStemmer();
      case "it" -> new ItalianStemmer();
      case "lt" -> new LithuanianStemmer();
      case "no" -> new NorwegianStemmer();
      case "pt" -> new PortugueseStemmer();
      case "ro" -> new RomanianStemmer();
      case "ru" -> new RussianStemmer();
      case "es" -> new SpanishStemmer();
      case "sv" -> new SwedishStemmer();
      case "tr" -> new TurkishStemmer();
      default -> null;
    };
  }
}
