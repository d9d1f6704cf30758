package dev.easel.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.v1.GetJobResponse;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WatchCommandTest {
  private final ScriptedServer server;
  private final Shell shell;
  @TempDir private Path folder = Path.of("");

  WatchCommandTest() throws IOException {
    server = new ScriptedServer();
    shell = new Shell(Path.of(""), Map.of("EASEL_SERVER", server.address()), false);
  }

  @AfterEach
  void stop() throws InterruptedException {
    server.close();
  }

  @Test
  void printsEachEventOnceAsALineOfJsonThroughACut() {
    server
        .images()
        .watches
        .then(Script.cutAfter(Sample.snapshot(1, Sample.queued()), Sample.place(2, 1)))
        .then(Script.of(Sample.place(2, 1), Sample.ended(5, Sample.succeeded())));

    assertThat(shell.run("watch", "JOB12345678", "--json")).isZero();

    assertThat(shell.outLines())
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"))
        .element(1)
        .isEqualTo("{\"sequence\":\"2\",\"progress\":{\"queuePosition\":1}}");
    assertThat(shell.err()).isEmpty();
  }

  @Test
  void asksForEventsAfterTheOneNamed() {
    server.images().watches.then(Script.of(Sample.ended(8, Sample.succeeded())));

    assertThat(shell.run("watch", "JOB12345678", "--after", "7")).isZero();

    assertThat(server.images().watches.requests().getFirst().getAfterSequence()).isEqualTo(7);
  }

  @Test
  void readsTheJobWhenItsEndIsBeforeTheSequenceNamed() {
    server.images().watches.then(Script.of());
    server
        .images()
        .gets
        .then(Script.of(GetJobResponse.newBuilder().setJob(Sample.succeeded()).build()));

    assertThat(shell.run("watch", "JOB12345678", "--after", "8")).isZero();

    assertThat(shell.out()).contains("cost $0.042, computed");
  }

  @Test
  void savesTheImageWhenAsked() {
    server.images().watches.then(Script.of(Sample.ended(8, Sample.succeeded())));
    server.blobs().reads.then(Script.of(Sample.chunk(Sample.BYTES)));
    Path file = folder.resolve("late.png");

    assertThat(shell.run("watch", "JOB12345678", "-o", file.toString())).isZero();

    assertThat(file).hasContent(Sample.BYTES);
  }

  @Test
  void refusesAnUnknownJobAtOnce() {
    Status unknown = Status.NOT_FOUND.withDescription("no job nope");
    server.images().watches.then(Script.refused(unknown.asRuntimeException()));

    assertThat(shell.run("watch", "nope")).isEqualTo(4);

    assertThat(shell.err()).isEqualToIgnoringNewLines("easel: NOT_FOUND: no job nope");
    assertThat(shell.time().sleeps()).isEmpty();
  }

  @Test
  void givesUpOnAServerThatStaysAway() {
    for (int cut = 0; cut < 20; cut++) {
      server.images().watches.then(Script.cutAfter());
    }

    assertThat(shell.run("watch", "JOB12345678")).isEqualTo(3);

    assertThat(shell.time().sleeps()).hasSize(15).isSorted();
  }

  @Test
  void endsWithTheFailureOfTheJob() {
    server.images().watches.then(Script.of(Sample.ended(8, Sample.failed("PROVIDER_TIMEOUT"))));

    assertThat(shell.run("watch", "JOB12345678")).isEqualTo(5);

    assertThat(shell.err()).contains("easel: PROVIDER_TIMEOUT: It did not work.");
  }
}
