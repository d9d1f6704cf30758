package dev.easel.fal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.easel.http.json.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * An input, digested: two are equal if their inputs say the same, however they are written. The
 * order of members and the way a number is written do not count.
 *
 * @param hex of SHA-256
 */
record InputDigest(String hex) {
  static InputDigest of(Json input) {
    MessageDigest digest = sha256();
    feed(digest, input);
    return new InputDigest(HexFormat.of().formatHex(digest.digest()));
  }

  /** Every value begins with its type and says where it ends, so that none runs into the next. */
  private static void feed(MessageDigest digest, Json value) {
    switch (value) {
      case Json.ObjectValue object -> {
        feed(digest, 'o', Integer.toString(object.members().size()));
        new TreeMap<>(object.members())
            .forEach((name, member) -> {
              feed(digest, 't', name);
              feed(digest, member);
            });
      }
      case Json.ArrayValue array -> {
        feed(digest, 'a', Integer.toString(array.elements().size()));
        array.elements().forEach(element -> feed(digest, element));
      }
      case Json.TextValue text -> feed(digest, 't', text.text());
      case Json.NumberValue number -> {
        // Not in full: 1e999999999 would be a gigabyte of zeros.
        feed(digest, 'n', number.number().stripTrailingZeros().toString());
      }
      case Json.BooleanValue flag -> feed(digest, 'b', Boolean.toString(flag.flag()));
      case Json.NullValue _ -> feed(digest, '0', "");
    }
  }

  private static void feed(MessageDigest digest, char type, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    digest.update((type + Integer.toString(bytes.length) + ":").getBytes(UTF_8));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
