package dev.easel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AllowedHostsTest {
  private final AllowedHosts hosts =
      AllowedHosts.parse("fal.media, *.fal.media,http://127.0.0.1:8080");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://fal.media/a.png",
        "https://V3B.fal.media/files/b/a.png?x=1",
        "http://127.0.0.1:8080/files/a"
      })
  void takesWhatIsListed(String uri) {
    assertThat(hosts.allows(URI.create(uri))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://fal.media/a.png",
        "https://fal.media:8443/a.png",
        "https://evilfal.media/a.png",
        "https://fal.media.evil.example/a.png",
        "https://user@fal.media/a.png",
        "https://fal.media@evil.example/",
        "http://127.0.0.1:8081/files/a",
        "http://127.0.0.1/files/a",
        "file:///etc/passwd",
        "/relative",
        "data:image/png;base64,AAAA"
      })
  void takesNothingElse(String uri) {
    assertThat(hosts.allows(URI.create(uri))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://fal.media:443/a.png",
        "HTTPS://FAL.media/a.png",
        "Https://v3b.FAL.media:443/a.png",
        "HTTP://127.0.0.1:8080/files/a"
      })
  void takesWhatIsListedHoweverItIsSpelled(String uri) {
    assertThat(hosts.allows(URI.create(uri))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"HTTPS://FAL.media", "https://fal.media:443", "FAL.MEDIA", "fal.media:443"})
  void understandsAnEntryHoweverItIsSpelled(String entry) {
    AllowedHosts spelled = AllowedHosts.parse(entry);
    assertThat(spelled.allows(URI.create("https://fal.media/a.png"))).isTrue();
    assertThat(spelled.allows(URI.create("http://fal.media:443/a.png"))).isFalse();
    assertThat(spelled.allows(URI.create("https://fal.media:80/a.png"))).isFalse();
  }

  @Test
  void refusesAnEntryThatIsNoHost() {
    assertThatThrownBy(() -> AllowedHosts.parse("fal.media/files"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fal.media/files");
  }
}
