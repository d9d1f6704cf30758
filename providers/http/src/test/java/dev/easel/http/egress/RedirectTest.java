package dev.easel.http.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.http.egress.SourceException.Reason;
import dev.easel.testkit.Script;
import dev.easel.testkit.ScriptedRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RedirectTest {
  private static final List<Integer> CODES = List.of(301, 302, 303, 307, 308);
  private static final Script IMAGE = Script.reply(200, Map.of(), Pictures.png(100));

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void isFollowedThreeTimes(int code) throws Exception {
    try (FetchRig rig =
        FetchRig.playing(
            to(code, "next"), to(code, "//other.example.com/b"), to(code, "?x=1"), IMAGE)) {
      rig.fetch();
      assertThat(rig.server().requests())
          .extracting(ScriptedRequest::target)
          .containsExactly("/image", "/next", "/b", "/b?x=1");
      assertThat(rig.internet().lookups())
          .containsExactly(
              "start.example.com", "start.example.com", "other.example.com", "other.example.com");
    }
  }

  @Test
  void isNotFollowedAFourthTime() throws Exception {
    try (FetchRig rig = FetchRig.playing(to(302, FetchRig.START))) {
      assertThat(rig.failure().reason()).isEqualTo(Reason.NOT_SERVED);
      assertThat(rig.server().requests()).hasSize(4);
    }
  }

  @Test
  void thatLeadsNowhereIsARefusal() throws Exception {
    for (Script script : List.of(Script.reply(302, Map.of(), new byte[0]), to(302, ""))) {
      try (FetchRig rig = FetchRig.playing(script)) {
        assertThat(rig.failure().reason()).isEqualTo(Reason.NOT_SERVED);
      }
    }
  }

  static Stream<Arguments> forbidden() {
    return CODES.stream()
        .flatMap(code ->
            Stream.of(
                    "http://example.com/",
                    "http://start.example.com:8080/",
                    "https://127.0.0.1/",
                    "http://127.0.0.1/",
                    "//127.0.0.1/",
                    "http://[::1]/",
                    "https://[::1]/",
                    "https://[::ffff:127.0.0.1]/",
                    "https://2130706433/",
                    "https://169.254.169.254/latest/meta-data/",
                    "http://169.254.169.254/latest/meta-data/",
                    "https://metadata.google.internal/computeMetadata/v1/",
                    "https://localhost/",
                    "file:///etc/passwd",
                    "gopher://127.0.0.1:6379/_FLUSHALL",
                    "ftp://example.com/a.png",
                    "data:image/png;base64,iVBORw0KGgo=",
                    "jar:https://example.com/a.jar!/a.png",
                    "https://user:hunter2@example.com/",
                    "https://start.example.com@127.0.0.1/",
                    "https://example.com:22/",
                    "https://inward.example.com/",
                    "https://mixed.example.com/",
                    "https:///",
                    "https://exa mple.com/",
                    "https://example.com\\@127.0.0.1/",
                    "https://example.com/" + "a".repeat(2_048))
                .map(location -> Arguments.of(code, location)));
  }

  @ParameterizedTest
  @MethodSource
  void forbidden(int code, String location) throws Exception {
    try (FetchRig rig = FetchRig.playing(to(code, "/again"), to(code, location))) {
      rig.internet().name("inward.example.com", "10.0.0.1");
      rig.internet().name("mixed.example.com", "8.8.8.8", "127.0.0.1");
      SourceException failure = rig.failure();
      assertThat(failure.reason()).as(failure.problem()).isEqualTo(Reason.FORBIDDEN);
      assertThat(failure.problem()).doesNotContain("hunter2", "FLUSHALL", "meta-data");
      assertThat(rig.server().requests()).hasSize(2);
      assertThat(rig.internet().guarded()).isZero();
    }
  }

  @Test
  void mayNotLeaveHttpsEvenForWhatIsAllowedByHttp() throws Exception {
    EgressPolicy policy = EgressPolicy.with(EgressExceptions.parse("http://start.example.com"));
    GuardedUrl secure = policy.check("https://example.com/a.png");
    RefusedUrlException refusal =
        catchThrowableOfType(
            RefusedUrlException.class, () -> Redirect.follow(secure, FetchRig.START, policy));
    assertThat(refusal.reason()).isEqualTo(RefusedUrlException.Reason.SCHEME);
    GuardedUrl plain = policy.check(FetchRig.START);
    assertThat(Redirect.follow(plain, "https://example.com/b", policy).host())
        .isEqualTo("example.com");
  }

  private static Script to(int code, String location) {
    return Script.reply(code, Map.of("Location", location), new byte[0]);
  }
}
