package dev.easel.server.blob.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.domain.BlobId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a blob is forgotten, as a text. */
final class ExpiryTest {
  private static final BlobId ID = new BlobId("0123456789ABCDEFGHJKMNPQRS");

  @Test
  void textsAreInTheOrderOfTime() {
    Random random = new Random(17);
    List<Expiry> expiries = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      long second = random.nextLong(1L << (1 + random.nextInt(38)));
      Instant time = Instant.ofEpochSecond(second, random.nextInt(1_000_000_000));
      expiries.add(new Expiry(time, ID, Optional.of("ab".repeat(32))));
    }
    Collections.shuffle(expiries, random);
    expiries.sort(Comparator.comparing(Expiry::text));
    assertThat(expiries).isSortedAccordingTo(Comparator.comparing(Expiry::time));
  }

  @Test
  void aTextTellsAll() {
    Instant time = Instant.parse("2026-11-24T00:00:00.000000001Z");
    for (Optional<String> upload :
        List.of(Optional.of("0f".repeat(32)), Optional.<String>empty())) {
      Expiry expiry = new Expiry(time, ID, upload);
      assertThat(Expiry.parse(expiry.text())).contains(expiry);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "readme.txt",
        "001795478400.000000001",
        "001795478400.000000001-0123456789ABCDEFGHJKMNPQR",
        "001795478400.000000001-0123456789ABCDEFGHIKMNPQRS",
        "001795478400.000000001-0123456789ABCDEFGHJKMNPQRS-xyz",
        "1795478400.000000001-0123456789ABCDEFGHJKMNPQRS",
      })
  void whatIsNotOursIsNotRead(String text) {
    assertThat(Expiry.parse(text)).isEmpty();
  }
}
