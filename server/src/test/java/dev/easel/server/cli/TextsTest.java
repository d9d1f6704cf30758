package dev.easel.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.easel.server.cli.client.ServerAddress;
import dev.easel.v1.Image;
import dev.easel.v1.Job;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TextsTest {
  @Test
  void durationsAreReadAsPeopleWriteThem() {
    assertThat(Texts.duration("500ms")).isEqualTo(Duration.ofMillis(500));
    assertThat(Texts.duration("1.5m")).isEqualTo(Duration.ofSeconds(90));
    assertThat(Texts.duration("PT2S")).isEqualTo(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "two", "-1s", "1 s"})
  void otherDurationsAreRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Texts.duration(text));
  }

  @Test
  void amountsAreReadExactly() {
    assertThat(Texts.dollars("$1.05").getUnits()).isEqualTo(1);
    assertThat(Texts.dollars("0.000000001").getNanos()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1e-12", "1,5", "five"})
  void otherAmountsAreRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Texts.dollars(text));
  }

  @Test
  void addressesMayBeIpv6OrLackAHost() {
    assertThat(ServerAddress.parse("[::1]:7")).isEqualTo(new ServerAddress("::1", 7));
    assertThat(ServerAddress.parse(":7")).hasToString("127.0.0.1:7");
    assertThat(ServerAddress.parse("[::1]:7")).hasToString("[::1]:7");
    assertThat(ServerAddress.parse("localhost:7").isLoopback()).isTrue();
    assertThat(ServerAddress.parse("127.evil.example:7").isLoopback()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "localhost:0", "localhost:99999", "localhost:http"})
  void otherAddressesAreRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ServerAddress.parse(text));
  }

  @Test
  void filesAreNamedAfterThePrompt() {
    Image png = Image.newBuilder().setMediaType("image/png").build();
    Job job = Job.newBuilder().setId("ABCDEFGHIJK").setPrompt("Füchslein/../im Schnee").build();

    assertThat(ImageNames.of(job, png)).isEqualTo("fuchslein-im-schnee-DEFGHIJK.png");
    assertThat(ImageNames.of(job.toBuilder().setPrompt("画").build(), png))
        .isEqualTo("image-DEFGHIJK.png");
  }

  @Test
  void severalFilesAreNumberedBeforeTheirExtension() {
    assertThat(ImageNames.numbered(Path.of("a.b", "fox.png"), 2))
        .isEqualTo(Path.of("a.b", "fox-2.png"));
    assertThat(ImageNames.numbered(Path.of("fox"), 1)).isEqualTo(Path.of("fox-1"));
  }
}
