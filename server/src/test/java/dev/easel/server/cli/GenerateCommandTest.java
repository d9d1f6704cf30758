package dev.easel.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import dev.easel.v1.ImageFormat;
import dev.easel.v1.ReadBlobRequest;
import dev.easel.v1.WatchJobRequest;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GenerateCommandTest {
  @TempDir private Path folder = Path.of("");
  private ScriptedServer server;
  private Shell shell;

  GenerateCommandTest() throws IOException {
    server = new ScriptedServer();
    shell = new Shell(folder, Map.of(), false);
  }

  @BeforeEach
  void openShell() {
    shell = Shell.at(folder, server);
  }

  @AfterEach
  void stop() throws InterruptedException {
    server.close();
  }

  @Test
  void savesTheImageUnderANameOfPromptAndJob() throws Exception {
    jobSucceeds();

    assertThat(shell.run("generate", "A red fox, in snow!")).isZero();

    Path saved = folder.resolve("a-red-fox-in-snow-12345678.png");
    assertThat(saved).hasContent(Sample.BYTES);
    assertThat(shell.outLines())
        .containsExactly(
            saved + "  1024x1536 image/png, 31 B",
            "gpt-image-1 by fal, cost $0.042, computed, job JOB12345678");
    assertThat(filesInFolder()).isEqualTo(1);
  }

  @Test
  void repeatsAnUnansweredStartUnderTheSameRequestId() {
    server.images().generates.then(Script.cutAfter());
    jobSucceeds();

    assertThat(shell.run("generate", "fox")).isZero();

    assertThat(server.images().generates.requests())
        .extracting(request -> request.getOptions().getRequestId())
        .hasSize(2)
        .allSatisfy(id -> assertThat(id).hasSize(36))
        .satisfies(ids -> assertThat(ids.getFirst()).isEqualTo(ids.getLast()));
  }

  @Test
  void goesOnWatchingAfterTheLastEventSeen() {
    server.images().generates.then(Script.of(Sample.started()));
    server
        .images()
        .watches
        .then(Script.cutAfter(Sample.snapshot(3, Sample.queued()), Sample.place(4, 1)))
        .then(Script.cutAfter(Sample.place(4, 1), Sample.place(6, 0)))
        .then(Script.of(Sample.ended(9, Sample.succeeded())));
    server.blobs().reads.then(Script.of(Sample.chunk(Sample.BYTES)));

    assertThat(shell.run("generate", "fox")).isZero();

    assertThat(server.images().watches.requests())
        .extracting(WatchJobRequest::getAfterSequence)
        .containsExactly(0L, 4L, 6L);
    assertThat(shell.err().lines().filter(line -> line.contains("place in the queue")))
        .containsExactly(
            "2026-11-21T12:00:00Z place in the queue: 2",
            "2026-11-21T12:00:00Z place in the queue: 1");
  }

  @Test
  void goesOnDownloadingAtTheByteWhereItWasCut() {
    server.images().generates.then(Script.of(Sample.started()));
    server.images().watches.then(Script.of(Sample.ended(9, Sample.succeeded())));
    server
        .blobs()
        .reads
        .then(Script.cutAfter(Sample.chunk(Sample.BYTES.substring(0, 10))))
        .then(Script.of(Sample.chunk(Sample.BYTES.substring(10))));

    assertThat(shell.run("generate", "fox", "-o", "fox.png")).isZero();

    assertThat(server.blobs().reads.requests())
        .extracting(ReadBlobRequest::getReadOffset)
        .containsExactly(0L, 10L);
    assertThat(folder.resolve("fox.png")).hasContent(Sample.BYTES);
  }

  @Test
  void keepsNoFileWhoseBytesAreNotThoseNamed() throws Exception {
    server.images().generates.then(Script.of(Sample.started()));
    server.images().watches.then(Script.of(Sample.ended(9, Sample.succeeded())));
    server.blobs().reads.then(Script.of(Sample.chunk(Sample.BYTES.replace('e', 'E'))));

    assertThat(shell.run("generate", "fox", "-o", "fox.png")).isEqualTo(1);

    assertThat(shell.err()).contains("easel: blob BLOB does not have the SHA-256");
    assertThat(filesInFolder()).isZero();
  }

  @Test
  void refusesToOverwriteBeforeAnythingIsSpent() throws Exception {
    Files.writeString(folder.resolve("fox.png"), "precious");

    assertThat(shell.run("generate", "fox", "-o", "fox.png")).isEqualTo(1);

    assertThat(shell.err()).contains("fox.png exists").contains("--force");
    assertThat(folder.resolve("fox.png")).hasContent("precious");
    assertThat(server.images().generates.requests()).isEmpty();
  }

  @Test
  void overwritesWhenForced() throws Exception {
    Files.writeString(folder.resolve("fox.png"), "old");
    jobSucceeds();

    assertThat(shell.run("generate", "fox", "-o", "fox.png", "--force")).isZero();

    assertThat(folder.resolve("fox.png")).hasContent(Sample.BYTES);
  }

  @Test
  void replacesNoFolderHoweverMuchForced() throws Exception {
    Path named = Files.createDirectory(folder.resolve("fox.png"));

    assertThat(shell.run("generate", "fox", "-o", "fox.png", "--force")).isEqualTo(1);
    assertThat(shell.run("generate", "fox", "-o", "fox.png")).isEqualTo(1);
    assertThat(shell.run("generate", "fox", "-o", "/", "--count", "2")).isEqualTo(1);

    assertThat(shell.err().lines())
        .containsExactly(
            "easel: " + named + " is a folder; name a file",
            "easel: " + named + " is a folder; name a file",
            "easel: / is a folder; name a file");
    assertThat(named).isDirectory();
    assertThat(server.images().generates.requests()).isEmpty();
  }

  @Test
  void spendsNothingWhereTheImageCouldNotBeSaved() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "no folder");

    assertThat(Shell.at(folder.resolve("gone"), server).run("generate", "fox")).isEqualTo(1);
    assertThat(Shell.at(file, server).run("generate", "fox")).isEqualTo(1);
    assertThat(shell.run("generate", "fox", "-o", "file/fox.png")).isEqualTo(1);

    assertThat(shell.err()).contains("easel: " + file + " is not a folder to write to");
    assertThat(server.images().generates.requests()).isEmpty();
  }

  @Test
  void asksForTheFormatThatTheFileNamePromises() {
    server.images().generates.then(Script.refused(Sample.refusal()));

    assertThat(shell.run("generate", "fox", "-o", "fox.jpg")).isEqualTo(4);

    assertThat(server.images().generates.requests().getFirst().getOutput().getFormat())
        .isEqualTo(ImageFormat.IMAGE_FORMAT_JPEG);
  }

  @Test
  void refusesAFormatThatTheFileNameBelies() {
    assertThat(shell.run("generate", "fox", "-o", "fox.jpg", "--format", "png")).isEqualTo(2);
    assertThat(server.images().generates.requests()).isEmpty();
  }

  @Test
  void tellsEveryFieldOfARefusal() {
    server.images().generates.then(Script.refused(Sample.refusal()));

    assertThat(shell.run("generate", "", "--size", "5x5")).isEqualTo(4);

    assertThat(shell.err().lines())
        .containsExactly(
            "easel: REQUEST_INVALID: 2 fields are wrong",
            "  prompt: is missing",
            "  output.size: not 5x5");
  }

  @Test
  void tellsAFailedJobFromOneWhoseOutcomeIsUnknown() {
    jobEnds("CONTENT_BLOCKED_INPUT");
    jobEnds("PROVIDER_OUTCOME_UNKNOWN");

    assertThat(shell.run("generate", "fox")).isEqualTo(5);
    assertThat(shell.run("generate", "fox")).isEqualTo(6);

    assertThat(shell.out()).isEmpty();
    assertThat(shell.err())
        .contains("easel: CONTENT_BLOCKED_INPUT: It did not work. (it may have been charged)");
  }

  @Test
  void givesUpOnAServerThatIsNotThere() throws Exception {
    server.close();

    assertThat(shell.run("generate", "fox")).isEqualTo(3);

    assertThat(shell.err()).contains("easel: SERVER_UNREACHABLE: ", "easel serve", "--request-id ");
    assertThat(shell.time().sleeps()).hasSize(3);
  }

  @Test
  void failsOnAFaultOfTheServer() {
    server.images().generates.then(Script.refused(Status.INTERNAL.asRuntimeException()));
    assertThat(shell.run("generate", "fox")).isEqualTo(1);
    assertThat(shell.err()).contains("without paying twice", "--request-id ");
  }

  @Test
  void takesNoEmptyRequestId() {
    assertThat(shell.run("generate", "fox", "--request-id", "")).isEqualTo(2);
    assertThat(shell.err()).contains("--request-id");
  }

  @Test
  void printsTheJobAndItsFilesAsJson() throws Exception {
    jobSucceeds();

    assertThat(shell.run("generate", "fox", "-o", "fox.png", "--json")).isZero();

    Struct.Builder printed = Struct.newBuilder();
    JsonFormat.parser().merge(shell.out(), printed);
    assertThat(printed.getFieldsOrThrow("job").getStructValue().getFieldsOrThrow("id"))
        .hasToString("string_value: \"JOB12345678\"\n");
    assertThat(printed.getFieldsOrThrow("files").getListValue().getValues(0).getStringValue())
        .isEqualTo(folder.resolve("fox.png").toString());
  }

  @Test
  void tellsHowToAskAgainWhenInterrupted() {
    Shell stopped = new Shell(folder, Map.of("EASEL_SERVER", server.address()), true);

    assertThat(stopped.run("generate", "fox", "--request-id", "my-fox")).isEqualTo(130);

    assertThat(stopped.err())
        .startsWith("easel: interrupted before the server answered")
        .contains("--request-id my-fox");
  }

  private void jobSucceeds() {
    server.images().generates.then(Script.of(Sample.started()));
    server
        .images()
        .watches
        .then(Script.of(Sample.snapshot(1, Sample.queued()), Sample.ended(2, Sample.succeeded())));
    server.blobs().reads.then(Script.of(Sample.chunk(Sample.BYTES)));
  }

  private void jobEnds(String reason) {
    server.images().generates.then(Script.of(Sample.started()));
    server.images().watches.then(Script.of(Sample.ended(9, Sample.failed(reason))));
  }

  private long filesInFolder() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return List.copyOf(files.toList()).size();
    }
  }
}
