package io.github.nlptoolkit.sequence.crf;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Iterator;
import java.util.Locale;

/** Writes a model as {@code crfsuite dump} does; the header's fields are this format's own. */
final class CrfDump {

  private final CrfModel model;
  private final Appendable out;

  CrfDump(CrfModel model, Appendable out) {
    this.model = model;
    this.out = out;
  }

  void write() throws IOException {
    header();
    out.append("LABELS = {\n");
    for (int l = 0; l < model.labels().size(); l++) {
      out.append(String.format(Locale.ROOT, "  %5d: %s\n", l, model.labels().get(l)));
    }
    out.append("}\n\nATTRIBUTES = {\n");
    for (int a = 0; a < model.attributes() && model.hashBits() == 0; a++) {
      out.append(String.format(Locale.ROOT, "  %5d: %s\n", a, model.attributeName(a)));
    }
    out.append("}\n\nTRANSITIONS = {\n");
    for (Iterator<TransitionFeature> all = model.transitionFeatures().iterator(); all.hasNext(); ) {
      TransitionFeature f = all.next();
      feature(1, f.from(), f.to(), f.weight());
    }
    out.append("}\n\nSTATE_FEATURES = {\n");
    for (Iterator<StateFeature> all = model.stateFeatures().iterator(); all.hasNext(); ) {
      StateFeature f = all.next();
      feature(0, f.attribute(), f.label(), f.weight());
    }
    out.append("}\n\n");
  }

  private void header() throws IOException {
    out.append("FILEHEADER = {\n  magic: NLPTKCRF\n  version: " + ModelImage.VERSION + "\n");
    int features = model.stateFeatureCount() + model.transitionFeatureCount();
    out.append("  num_features: " + features + "\n");
    out.append("  num_labels: " + model.labels().size() + "\n");
    out.append("  num_attrs: " + model.attributes() + "\n");
    out.append("  hash_bits: " + model.hashBits() + "\n");
    out.append("  precision: " + model.precision() + "\n}\n\n");
  }

  private void feature(int type, String from, String to, double weight) throws IOException {
    out.append("  (" + type + ") ").append(from).append(" --> ").append(to).append(": ");
    out.append(sixPlaces(weight)).append('\n');
  }

  /** As C's {@code %f}, which rounds the exact value and keeps the sign of what becomes 0. */
  static String sixPlaces(double weight) {
    BigDecimal rounded = new BigDecimal(weight).setScale(6, RoundingMode.HALF_EVEN);
    String sign = weight < 0 && rounded.signum() == 0 ? "-" : "";
    return sign + rounded.toPlainString();
  }
}
