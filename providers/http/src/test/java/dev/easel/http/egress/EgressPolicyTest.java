package dev.easel.http.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.http.egress.RefusedUrlException.Reason;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EgressPolicyTest {
  private final EgressPolicy strict = EgressPolicy.strict();

  @Test
  void boundsTheLength() throws Exception {
    String longest = "https://example.com/" + "a".repeat(2_048 - 20);
    assertThat(strict.check(longest).uri()).hasToString(longest);
    assertThat(refusal(strict, longest + "a").reason()).isEqualTo(Reason.TOO_LONG);
  }

  @Test
  void boundsTheName() {
    String label = "a".repeat(63);
    String name = String.join(".", label, label, label, "b".repeat(57), "com");
    assertThat(name).hasSize(253);
    assertThat(refusal(strict, "https://a" + name + "/").reason()).isEqualTo(Reason.HOST);
    assertThat(refusal(strict, "https://a" + label + ".com/").reason()).isEqualTo(Reason.HOST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://user:hunter2@example.com/hunter2?key=hunter2",
        "http://example.com/hunter2?key=hunter2",
        "https://localhost/hunter2?key=hunter2",
        "https://10.0.0.1/hunter2?key=hunter2",
        "https://127.1/hunter2?key=hunter2",
        "https://example.com:22/hunter2?key=hunter2",
        "https://example.com/hunter2?key=hunter2 hunter2",
        "hunter2"
      })
  void saysWhatIsWrongAndRepeatsNoSecret(String url) {
    RefusedUrlException refusal = refusal(strict, url);
    assertThat(refusal.problem()).isNotBlank().doesNotContain("hunter2");
    assertThat(refusal).hasMessage(refusal.problem()).hasNoCause();
  }

  @Test
  void checkedUrlShowsNeitherPathNorQuery() throws Exception {
    GuardedUrl url = strict.check("https://Example.com/hunter2?key=hunter2#hunter2");
    assertThat(url).hasToString("https://Example.com/…");
    assertThat(url.host()).isEqualTo("example.com");
    assertThat(url).isEqualTo(strict.check(url.uri().toString()));
  }

  @Test
  void takesOtherPortsWhereTheyAreAllowed() throws Exception {
    EgressPolicy policy = new EgressPolicy(Set.of(443, 8_443), EgressExceptions.none());
    assertThat(policy.check("https://example.com:8443/").uri().getPort()).isEqualTo(8_443);
    assertThat(refusal(policy, "https://example.com:8444/").reason()).isEqualTo(Reason.PORT);
    assertThat(refusal(policy, "http://example.com:8443/").reason()).isEqualTo(Reason.SCHEME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8080/a.png",
        "HTTP://127.0.0.1:8080/a.png",
        "https://minio/bucket/a.png",
        "https://a.images.internal/a.png",
        "http://[::1]:9000/a.png",
        "https://10.1.2.3/a.png",
        "https://[fd00:1::5]/a.png"
      })
  void takesWhatAnOperatorAllows(String url) throws Exception {
    assertThat(excepting().check(url).uri()).hasToString(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8081/a.png",
        "http://127.0.0.1/a.png",
        "https://127.0.0.1:8080/a.png",
        "http://127.0.0.2:8080/a.png",
        "http://user@127.0.0.1:8080/a.png",
        "http://localhost:8080/a.png",
        "http://127.1:8080/a.png",
        "http://minio/bucket/a.png",
        "https://minio:9000/a.png",
        "https://images.internal/a.png",
        "https://evilimages.internal/a.png",
        "http://10.1.2.3/a.png",
        "https://10.1.2.3:8080/a.png",
        "https://10.2.0.1/a.png",
        "https://169.254.169.254/",
        "file:///etc/passwd"
      })
  void takesNothingBesideWhatAnOperatorAllows(String url) {
    assertThat(refusal(excepting(), url)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1/8", "10.0.0.0/33", "host/path", "::1/128x", "/8", "10.1/16"})
  void refusesAnExceptionThatIsNeitherHostNorRange(String list) {
    assertThatThrownBy(() -> EgressExceptions.parse(list))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(list);
  }

  private static EgressPolicy excepting() {
    return EgressPolicy.with(
        EgressExceptions.parse(
            "http://127.0.0.1:8080, minio, *.images.internal, http://[::1]:9000, 10.1.0.0/16,"
                + " fd00:1::/32"));
  }

  private static RefusedUrlException refusal(EgressPolicy policy, String url) {
    return catchThrowableOfType(RefusedUrlException.class, () -> policy.check(url));
  }
}
