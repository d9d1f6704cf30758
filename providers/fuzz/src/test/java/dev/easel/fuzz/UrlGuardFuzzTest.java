package dev.easel.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.easel.http.egress.EgressPolicy;
import dev.easel.http.egress.GuardedUrl;
import dev.easel.http.egress.RefusedUrlException;
import java.net.InetAddress;
import okhttp3.HttpUrl;

final class UrlGuardFuzzTest {
  private final EgressPolicy policy = EgressPolicy.strict();

  @FuzzTest(maxDuration = "60s")
  void urlIsRefusedOrMeansTheSameToEverybody(byte[] input) {
    String text = new String(input, UTF_8);
    try {
      checkTaken(policy.check(text), text);
    } catch (RefusedUrlException e) {
      checkRefused(e, text);
    }
  }

  private static void checkTaken(GuardedUrl url, String text) {
    assertThat(url.uri()).hasToString(text);
    assertThat(url.uri().getScheme()).isEqualToIgnoringCase("https");
    assertThat(url.uri().getPort()).isIn(-1, 443);
    assertThat(url.uri().getRawUserInfo()).isNull();
    assertThat(url.host()).matches("[a-z0-9.:-]+").contains(url.host().contains(":") ? ":" : ".");
    assertThat(url.toString()).doesNotContain("?");
    HttpUrl connected = HttpUrl.get(text);
    assertThat(connected.host()).isEqualTo(url.host());
    assertThat(connected.port()).isEqualTo(443);
    checkPublic(url.host());
  }

  private static void checkPublic(String host) {
    if (!host.matches("[0-9.]+|.*:.*")) {
      return;
    }
    InetAddress address = InetAddress.ofLiteral(host);
    assertThat(address)
        .matches(found -> !found.isLoopbackAddress(), "not loopback")
        .matches(found -> !found.isAnyLocalAddress(), "not unspecified")
        .matches(found -> !found.isLinkLocalAddress(), "not link-local")
        .matches(found -> !found.isSiteLocalAddress(), "not private")
        .matches(found -> !found.isMulticastAddress(), "not multicast");
  }

  private static void checkRefused(RefusedUrlException refusal, String text) {
    assertThat(refusal.problem()).isNotBlank().hasSizeLessThan(400);
    int query = text.indexOf('?');
    if (query >= 0 && text.length() > query + 12) {
      assertThat(refusal.problem()).doesNotContain(text.substring(query));
    }
  }
}
