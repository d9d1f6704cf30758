package dev.easel.server.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.KindForTests;
import dev.easel.spi.ImageProviderFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProviderKindsTest {
  @Test
  void findsTheKindsOnTheClassPath() {
    assertThat(ProviderKinds.find().factories())
        .extracting(ImageProviderFactory::kind)
        .containsExactly("fal", "fal-byok", "openai");
  }

  @Test
  void ordersThemByName() {
    assertThat(
            ProviderKinds.of(List.of(new KindForTests("stall"), new KindForTests("shop")))
                .factories())
        .extracting(ImageProviderFactory::kind)
        .containsExactly("shop", "stall");
  }

  @Test
  void saysWhenThereIsNone() {
    assertThatThrownBy(() -> ProviderKinds.of(List.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("class path");
  }

  @Test
  void refusesTwoOfOneNameAndListsWhatThereIs() {
    assertThatThrownBy(() ->
            ProviderKinds.of(
                List.of(
                    new KindForTests("shop"), new KindForTests("stall"), new KindForTests("shop"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("two provider modules")
        .hasMessageContaining("stall");
  }

  @Test
  void refusesANameThatNoConfigurationCouldWrite() {
    assertThatThrownBy(() -> ProviderKinds.of(List.of(new KindForTests("My Shop"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("My Shop");
  }
}
