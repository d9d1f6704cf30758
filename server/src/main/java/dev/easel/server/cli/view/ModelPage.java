package dev.easel.server.cli.view;

import com.google.protobuf.ProtocolMessageEnum;
import dev.easel.v1.Capabilities;
import dev.easel.v1.Model;
import dev.easel.v1.Offering;
import dev.easel.v1.OutputSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A model for people: who offers it, with which options and defaults. */
public final class ModelPage {
  private static final String EDIT = "edit";

  private ModelPage() {}

  /** The model's own lines. */
  public static List<String> title(Model model) {
    List<String> lines = new ArrayList<>();
    lines.add(Columns.clean(model.getId()) + "  " + Columns.clean(model.getDisplayName()));
    if (model.hasRetireTime()) {
      String day =
          Instant.ofEpochSecond(model.getRetireTime().getSeconds())
              .atOffset(ZoneOffset.UTC)
              .toLocalDate()
              .toString();
      String next = model.getReplacementModel();
      lines.add("  its maker retires it on " + day + (next.isEmpty() ? "" : "; next: " + next));
    }
    return lines;
  }

  /** One offering's lines. */
  public static List<String> offering(Offering offering) {
    List<String> lines = new ArrayList<>();
    lines.add("  at " + Columns.clean(offering.getProvider()) + key(offering));
    if (offering.hasGenerate()) {
      options("generate", offering.getGenerate(), lines);
    }
    if (offering.hasEdit()) {
      options(EDIT, offering.getEdit(), lines);
    }
    return lines;
  }

  private static String key(Offering offering) {
    String name = offering.getCallerKeyMetadata();
    if (name.isEmpty()) {
      return "";
    }
    return offering.getCallerKeyRequired()
        ? ", only with your own key (" + name + ")"
        : ", also with your own key (" + name + ")";
  }

  private static void options(String operation, Capabilities taken, List<String> lines) {
    OutputSpec defaults = taken.getDefaults();
    lines.add("    " + operation);
    add(lines, "images", "up to " + taken.getMaxCount(), Integer.toString(defaults.getCount()));
    add(lines, "size", sizes(taken), Sizes.of(defaults));
    add(lines, "quality", Words.list(taken.getQualitiesList()), word(defaults.getQuality()));
    add(
        lines,
        "background",
        Words.list(taken.getBackgroundsList()),
        word(defaults.getBackground()));
    add(lines, "format", Words.list(taken.getFormatsList()), word(defaults.getFormat()));
    add(
        lines,
        "moderation",
        Words.list(taken.getModerationsList()),
        word(defaults.getModeration()));
    add(lines, "compression", taken.getCompression() ? "0 to 100" : "", "");
    add(
        lines,
        "previews",
        taken.getMaxPreviewCount() == 0 ? "" : "up to " + taken.getMaxPreviewCount(),
        "");
    add(lines, "sources", taken.getMaxSources() == 0 ? "" : "up to " + taken.getMaxSources(), "");
    add(lines, "mask", taken.getMask() ? "yes" : "", "");
    add(
        lines,
        "fidelity",
        Words.list(taken.getInputFidelitiesList()),
        word(taken.getDefaultInputFidelity()));
    if (taken.hasTypicalCost()) {
      String from = operation.equals(EDIT) ? " from one of 1024x1024" : "";
      add(
          lines,
          "price",
          Prices.of(taken.getTypicalCost()) + ", one image at the defaults" + from,
          "");
    }
  }

  private static String word(ProtocolMessageEnum value) {
    return value.toString().endsWith("_UNSPECIFIED") ? "" : Words.of(value);
  }

  private static void add(List<String> lines, String name, String taken, String unset) {
    if (taken.isEmpty()) {
      return;
    }
    String meaning = unset.isEmpty() || unset.equals("0") ? "" : "  (default " + unset + ")";
    lines.add("      " + Columns.pad(name, 12) + Columns.clean(taken) + meaning);
  }

  private static String sizes(Capabilities taken) {
    List<String> sizes = new ArrayList<>();
    taken.getSizesList().forEach(size -> sizes.add(Sizes.of(size)));
    if (taken.getAutoSize()) {
      sizes.add("auto");
    }
    if (taken.hasSizeRule()) {
      sizes.add("others, " + rule(taken));
    }
    return String.join(", ", sizes);
  }

  private static String rule(Capabilities taken) {
    List<String> rules = new ArrayList<>();
    rule(rules, "multiples of ", taken.getSizeRule().getMultipleOf());
    rule(rules, "sides to ", taken.getSizeRule().getMaxSide());
    rule(rules, "ratio to ", taken.getSizeRule().getMaxRatio());
    rule(rules, "pixels from ", taken.getSizeRule().getMinPixels());
    rule(rules, "pixels to ", taken.getSizeRule().getMaxPixels());
    return String.join(", ", rules);
  }

  private static void rule(List<String> rules, String words, long bound) {
    if (bound != 0) {
      rules.add(words + bound);
    }
  }
}
