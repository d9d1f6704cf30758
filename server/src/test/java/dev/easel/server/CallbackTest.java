package dev.easel.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.Recorder.Delivery;
import dev.easel.v1.GenerateRequest;
import dev.easel.v1.GetJobRequest;
import dev.easel.v1.Job;
import dev.easel.v1.JobOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * S-15: what is not the seller's own word of now, at the address that it was told, changes nothing.
 * The server's port and the seller's signatures are real; the reports are taken on their way.
 */
final class CallbackTest {
  private static final Duration IN_TIME = Duration.ofSeconds(20);

  @TempDir private Path data;

  private final HttpClient http = HttpClient.newHttpClient();
  private Recorder recorder;
  private RunningEasel running;

  @BeforeEach
  void start() throws Exception {
    recorder = Recorder.start();
    running = RunningEasel.start(data, Duration.ofMillis(50), CallbackAddresses.at(recorder.url()));
  }

  @AfterEach
  void stop() {
    running.close();
    recorder.close();
    http.close();
  }

  /** A job whose seller's answer was lost; what it reports is as the words say. */
  private Job inDoubt(String words) {
    return running
        .images()
        .generate(
            GenerateRequest.newBuilder()
                .setPrompt("a fox sandbox:reset_after " + words)
                .setModel("gpt-image-1")
                .setOptions(JobOptions.newBuilder().addProviders("fal"))
                .build())
        .getJob();
  }

  private Job now(Job job) {
    return running
        .images()
        .getJob(GetJobRequest.newBuilder().setJobId(job.getId()).build())
        .getJob();
  }

  private int send(Delivery delivery) throws IOException, InterruptedException {
    return send(
        delivery.onto(
            request(delivery)
                .POST(BodyPublishers.ofByteArray(delivery.body().getBytes(ISO_8859_1)))));
  }

  private HttpRequest.Builder request(Delivery delivery) {
    int port = running.easel().httpAddress().getPort();
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + delivery.path()));
  }

  private int send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  /** It is answered so, and the job knows no more than before. */
  private void checkRefused(int status, Job job, Delivery delivery) throws Exception {
    assertThat(send(delivery)).isEqualTo(status);
    checkInDoubt(job);
  }

  private void checkInDoubt(Job job) {
    Job seen = now(job);
    assertThat(seen.getState()).isEqualTo(Job.State.STATE_RUNNING);
    assertThat(seen.getAttemptsList()).hasSize(1);
    assertThat(seen.getAttempts(0).getProviderRequestId()).isEmpty();
  }

  private void checkTaken(Job job, Delivery delivery) throws Exception {
    assertThat(send(delivery)).isEqualTo(204);
    checkSucceeds(job, delivery);
  }

  private void checkSucceeds(Job job, Delivery delivery) throws Exception {
    Instant latest = Instant.now().plus(IN_TIME);
    while (now(job).getEndTime().getSeconds() == 0 && Instant.now().isBefore(latest)) {
      Thread.sleep(20);
    }
    assertThat(now(job).getState()).isEqualTo(Job.State.STATE_SUCCEEDED);
    assertThat(now(job).getAttempts(0).getProviderRequestId())
        .isEqualTo(delivery.header("X-Fal-Webhook-Request-Id"));
  }

  private static String flipped(String text, int at) {
    return text.substring(0, at) + (char) (text.charAt(at) ^ 1) + text.substring(at + 1);
  }

  /** Another character there, and one that may stand in a path: a flipped bit may make none. */
  private static String misspelt(String path, int at) {
    return path.substring(0, at) + (path.charAt(at) == 'A' ? 'B' : 'A') + path.substring(at + 1);
  }

  /** Each of these fails for its own reason; the untouched one is good to the last. */
  @Test
  void whatWasChangedOnItsWayIsRefused() throws Exception {
    Job job = inDoubt("");
    Delivery good = recorder.delivery(job.getId());
    String signature = good.header("X-Fal-Webhook-Signature");
    Job another = inDoubt("");
    Delivery others = recorder.delivery(another.getId());

    // 1: a bad signature.
    checkRefused(
        401, job, good.with("X-Fal-Webhook-Signature", flipped(signature, signature.length() - 1)));
    // 2: one flipped bit of the body, wherever it is.
    for (int at : new int[] {0, 20, good.body().length() / 2, good.body().length() - 1}) {
      checkRefused(401, job, good.withBody(flipped(good.body(), at)));
    }
    // 3: headers of another report.
    for (String header : good.headers().keySet()) {
      if (!good.header(header).equals(others.header(header))) {
        checkRefused(401, job, good.with(header, others.header(header)));
      }
    }
    // 4: no Ed25519 at all: a digest, an RSA signature's length, nothing.
    for (String other : new String[] {"ab".repeat(32), "ab".repeat(256), "none"}) {
      checkRefused(401, job, good.with("X-Fal-Webhook-Signature", other));
    }
    // 5: cut short.
    checkRefused(401, job, good.withBody(good.body().substring(0, good.body().length() / 2)));
    checkRefused(401, job, good.withBody(""));
    // 6: recorded, and given a new time.
    checkRefused(
        401,
        job,
        good.with("X-Fal-Webhook-Timestamp", Long.toString(Instant.now().getEpochSecond() + 1)));

    checkTaken(job, good);
    checkTaken(another, others);
  }

  /** 7, 8 and 9: by the seller's own key, but of yesterday or tomorrow; and by a stranger's. */
  @Test
  void whatIsNotOfNowOrNotTheSellersIsRefused() throws Exception {
    for (String word : new String[] {"stale=400", "early=400", "forged"}) {
      Job job = inDoubt("sandbox:webhook." + word);
      checkRefused(401, job, recorder.delivery(job.getId()));
    }
  }

  /** 10: without the seller's keys nothing is believed, and nothing is lost. */
  @Test
  void whatCannotBeJudgedIsToBeSentAgain() throws Exception {
    Job job = inDoubt("");
    Delivery good = recorder.delivery(job.getId());
    URI faults = running.sandbox().resolve("/sandbox/faults");
    send(
        HttpRequest.newBuilder(faults)
            .PUT(
                BodyPublishers.ofString(
                    "{\"faults\":[{\"fault\":\"status=503\",\"rate\":1,\"path\":\"/.well-known\"}]}")));
    checkRefused(503, job, good);
    send(HttpRequest.newBuilder(faults).DELETE());
    Thread.sleep(1_100);
    checkTaken(job, good);
  }

  /** 11: it says nothing new, however often it comes. */
  @Test
  void whatComesAgainChangesNothing() throws Exception {
    Job job = inDoubt("");
    Delivery good = recorder.delivery(job.getId());
    checkTaken(job, good);
    Job ended = now(job);
    for (int i = 0; i < 5; i++) {
      assertThat(send(good)).isEqualTo(204);
    }
    assertThat(now(job)).isEqualTo(ended);
    assertThat(running.submits()).isEqualTo(1);
  }

  /** 12: another's attempt, by its address or by its request. */
  @Test
  void whatIsOfAnotherAttemptIsNotTaken() throws Exception {
    Job mine = inDoubt("");
    Job theirs = inDoubt("");
    Delivery good = recorder.delivery(mine.getId());
    Delivery others = recorder.delivery(theirs.getId());
    checkTaken(theirs, others);

    String[] address = good.path().split("/", -1);
    String theirToken = others.path().split("/", -1)[6];
    checkRefused(404, mine, good.withPath(good.path().replace(address[6], theirToken)));
    checkRefused(404, mine, good.withPath(misspelt(good.path(), good.path().length() - 2)));
    checkRefused(404, mine, good.withPath(good.path().replace("/1/", "/2/")));
    checkRefused(404, mine, good.withPath(good.path().replace("/fal/", "/fal-byok/")));
    checkRefused(404, mine, good.withPath(good.path().substring(0, good.path().length() - 44)));
    checkRefused(404, mine, good.withPath("/v1/callbacks/"));
    // A request of theirs, told at my address by the seller itself.
    checkRefused(204, mine, others.withPath(good.path()));

    checkTaken(mine, good);
  }

  /** And: no more than a report can be is read. */
  @Test
  void whatIsTooLongIsRefused() throws Exception {
    Job job = inDoubt("sandbox:webhook.padded=1048576");
    Delivery large = recorder.delivery(job.getId());
    // Often and longer still: an answer before the end of what is sent must not be lost by a reset.
    String longer = large.body().repeat(8);
    for (int i = 0; i < 20; i++) {
      checkRefused(413, job, large.withBody(longer));
      assertThat(
              send(
                  large.onto(
                      request(large)
                          .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(longer))))))
          .isEqualTo(413);
    }
    checkInDoubt(job);
    assertThat(send(request(large).GET())).isEqualTo(405);
  }

  @Test
  void withoutCallbacksThereIsNoSuchPage(@TempDir Path folder) throws Exception {
    Job job = inDoubt("");
    Delivery good = recorder.delivery(job.getId());
    try (RunningEasel other = RunningEasel.start(folder, Duration.ZERO, Map.of())) {
      int port = other.easel().httpAddress().getPort();
      URI there = URI.create("http://127.0.0.1:" + port + good.path());
      assertThat(send(HttpRequest.newBuilder(there).POST(BodyPublishers.ofString(good.body()))))
          .isEqualTo(404);
    }
  }
}
