package dev.easel.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class SecretTest {
  private static final String TEXT = "sk-test-4f1c9a";

  @Test
  void isNeverRendered() {
    record Holder(Secret secret) {}
    assertThat(Secret.of(TEXT).toString()).doesNotContain(TEXT);
    assertThat(new Holder(Secret.of(TEXT)).toString()).doesNotContain(TEXT);
  }

  @Test
  void isRevealedOnRequest() {
    assertThat(Secret.of(TEXT).reveal()).isEqualTo(TEXT);
  }

  @Test
  void refusesALineEndWithoutRepeatingTheSecret() {
    assertThatThrownBy(() -> Secret.of(TEXT + "\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(TEXT);
  }

  @Test
  void equalsByText() {
    assertThat(Secret.of(TEXT)).isEqualTo(Secret.of(TEXT)).isNotEqualTo(Secret.of("other"));
  }
}
