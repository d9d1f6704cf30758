package dev.easel.server.cli.view;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.ProtocolMessageEnum;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The contract's enum values as people write them: QUALITY_HIGH is "high". */
public final class Words {
  private Words() {}

  /** A value's word. */
  public static String of(ProtocolMessageEnum value) {
    // A value that this program is too old to know has no descriptor.
    return value.toString().equals("UNRECOGNIZED") ? "unknown" : word(value.getValueDescriptor());
  }

  /** The words of several values. */
  public static String list(List<? extends ProtocolMessageEnum> values) {
    return values.stream().map(Words::of).collect(Collectors.joining(", "));
  }

  /** The value of a word. */
  public static EnumValueDescriptor find(EnumDescriptor type, String word) {
    return type.getValues().stream()
        .filter(
            value -> value.getNumber() != 0 && word(value).equals(word.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("'" + word + "' is none of " + known(type)));
  }

  private static String known(EnumDescriptor type) {
    return type.getValues().stream()
        .filter(value -> value.getNumber() != 0)
        .map(Words::word)
        .collect(Collectors.joining(", "));
  }

  private static String word(EnumValueDescriptor value) {
    String prefix = value.getType().getName().replaceAll("(?<=[a-z])(?=[A-Z])", "_") + "_";
    String upper = prefix.toUpperCase(Locale.ROOT);
    return value.getName().substring(upper.length()).toLowerCase(Locale.ROOT);
  }
}
