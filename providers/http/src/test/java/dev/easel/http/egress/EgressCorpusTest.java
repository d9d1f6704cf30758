package dev.easel.http.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.http.CallGuard;
import dev.easel.http.HttpCaller;
import dev.easel.http.egress.CorpusFile.Entry;
import dev.easel.testkit.TestCall;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Of bad URLs none leads to a connection, of good ones each does. */
final class EgressCorpusTest {
  private static final String PUBLIC_ADDRESS = "93.184.215.14";
  private static final int LITERALS = 10_000;

  private final EgressPolicy policy = EgressPolicy.strict();
  private final WritableByteChannel nowhere = Channels.newChannel(OutputStream.nullOutputStream());
  private final TestInternet internet;
  private final SourceFetcher fetcher;

  EgressCorpusTest() throws IOException {
    internet = new TestInternet();
    fetcher =
        new SourceFetcher(
            policy,
            internet::resolve,
            new HttpCaller(SourceLimits.connection(), "easel-test/1", internet::dial),
            SourceLimits.usual());
  }

  @AfterEach
  void close() throws IOException {
    fetcher.close();
    internet.close();
  }

  @Test
  void badUrlsLeadToNoConnection() throws Exception {
    List<Entry> entries = CorpusFile.read("bad-urls.txt");
    assertThat(entries).hasSizeGreaterThanOrEqualTo(300).doesNotHaveDuplicates();
    SoftAssertions checks = new SoftAssertions();
    for (Entry entry : entries) {
      checks.assertThat(outcome(entry)).as(entry.toString()).isEqualTo(entry.heading());
    }
    checks.assertAll();
    assertThat(internet.dialled()).isEmpty();
    assertThat(internet.guarded()).isZero();
  }

  @Test
  void goodUrlsAreConnectedToAtTheAddressesThatWereChecked() throws Exception {
    List<Entry> entries = CorpusFile.read("good-urls.txt");
    assertThat(entries).hasSizeGreaterThanOrEqualTo(100).doesNotHaveDuplicates();
    for (Entry entry : entries) {
      GuardedUrl url = policy.check(entry.url());
      List<String> addresses =
          entry.addresses().isEmpty() ? List.of(PUBLIC_ADDRESS) : entry.addresses();
      internet.name(url.host(), addresses.toArray(String[]::new));
      int before = internet.dialled().size();
      // The guard speaks no TLS.
      assertThat(catchThrowableOfType(SourceException.class, () -> fetch(url)).reason())
          .as(entry.url())
          .isEqualTo(SourceException.Reason.UNREACHABLE);
      List<InetSocketAddress> dialled = internet.dialled();
      assertThat(dialled.subList(before, dialled.size()))
          .as(entry.url())
          .isNotEmpty()
          .allMatch(address -> expected(url, addresses).contains(address.getAddress()));
    }
    assertThat(internet.guarded()).isEqualTo(internet.dialled().size());
  }

  @Test
  void noSpellingOfAPrivateAddressLeadsToAConnection() throws Exception {
    long seed = System.nanoTime();
    PrivateLiterals literals = new PrivateLiterals(new SplittableRandom(seed));
    for (int i = 0; i < LITERALS; i++) {
      String url = literals.url();
      assertThatThrownBy(() -> fetch(policy.check(url)))
          .as("seed %d, literal %d: %s", seed, i, url)
          .isInstanceOf(RefusedUrlException.class);
    }
    System.out.println(LITERALS + " literals of seed " + seed + " refused");
    assertThat(internet.dialled()).isEmpty();
    assertThat(internet.guarded()).isZero();
  }

  private String outcome(Entry entry) throws Exception {
    try {
      GuardedUrl url = policy.check(entry.url());
      // What has no address of its own leads to a public one: nothing but the URL can be at fault.
      List<String> addresses =
          entry.addresses().isEmpty() ? List.of(PUBLIC_ADDRESS) : entry.addresses();
      internet.name(url.host(), addresses.toArray(String[]::new));
      fetch(url);
      return "fetched";
    } catch (RefusedUrlException e) {
      return e.reason().name();
    } catch (SourceException e) {
      return e.reason() == SourceException.Reason.FORBIDDEN ? "RESOLVED" : e.reason().name();
    }
  }

  private void fetch(GuardedUrl url) throws SourceException, InterruptedException {
    fetcher.fetch(url, nowhere, CallGuard.of(TestCall.ample()));
  }

  private static List<InetAddress> expected(GuardedUrl url, List<String> addresses) {
    return url.literal()
        .map(List::of)
        .orElseGet(() -> addresses.stream().map(TestInternet::address).toList());
  }
}
