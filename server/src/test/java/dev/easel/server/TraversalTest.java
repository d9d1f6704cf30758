package dev.easel.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.v1.CancelJobRequest;
import dev.easel.v1.DeleteBlobRequest;
import dev.easel.v1.DeleteJobRequest;
import dev.easel.v1.EditRequest;
import dev.easel.v1.GetJobRequest;
import dev.easel.v1.ImageSource;
import dev.easel.v1.ReadBlobRequest;
import dev.easel.v1.WatchJobRequest;
import io.grpc.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * S-17: an id is never a path. Everything that could lead out of the folder of images is asked for
 * over gRPC and over HTTP, while the virtual machine tells which files are read and written; what
 * would be found stands outside, in the form of an image.
 */
final class TraversalTest {
  private static final String BAIT = "WHAT STANDS OUTSIDE";
  private static final String VALID = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

  /**
   * 403 where it looks like a link, 404 where the path leads elsewhere, 400 where it is no path.
   */
  private static final Set<Integer> REFUSED = Set.of(400, 403, 404);

  @TempDir private Path outside;

  @Test
  void nothingOutsideIsReadOrWritten() throws Exception {
    Path data = Files.createDirectory(outside.resolve("data"));
    for (String name : List.of("bait", "bait.image", "bait.facts", "..image", ".image")) {
      Files.writeString(outside.resolve(name), BAIT);
    }
    Map<String, FileTime> before = files(data);
    Path recorded = Files.createTempFile("traversal", ".jfr");
    try (RunningEasel running =
            RunningEasel.start(
                data, Duration.ofMillis(20), Map.of("links.url", "http://127.0.0.1:1"));
        Recording recording = new Recording()) {
      for (String event : List.of("jdk.FileRead", "jdk.FileWrite")) {
        recording.enable(event).withoutThreshold();
      }
      recording.start();
      Set<String> corpus = corpus();
      corpus.forEach(id -> askOverGrpc(running, id));
      for (String id : corpus) {
        askOverHttp(running, id);
      }
      // Which also shows that the watch sees.
      Files.readString(Files.writeString(data.resolve("seen"), "seen"));
      recording.stop();
      recording.dump(recorded);
      System.out.printf("S-17: %d ids, each over gRPC and HTTP%n", corpus.size());
    }
    List<Path> touched = touched(recorded);
    Files.delete(recorded);
    assertThat(touched).contains(data.resolve("seen"));
    assertThat(touched).allSatisfy(path -> assertThat(path.startsWith(data)).isTrue());
    assertThat(files(data)).isEqualTo(before);
  }

  /** What the virtual machine read or wrote but for its own libraries. */
  private static List<Path> touched(Path recorded) throws IOException {
    return RecordingFile.readAllEvents(recorded).stream()
        .map(event -> event.getString("path"))
        .filter(path -> path != null && !path.endsWith(".jar") && !path.endsWith("/modules"))
        .filter(path -> !path.startsWith("/proc/") && !path.startsWith("/sys/"))
        .filter(path -> !path.endsWith(".class"))
        .filter(path -> !path.startsWith(System.getProperty("java.home")))
        .map(path -> Path.of(path).normalize())
        .distinct()
        .toList();
  }

  /** Every file that is not the server's, and when it was written. */
  private Map<String, FileTime> files(Path data) throws IOException {
    Map<String, FileTime> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(outside)) {
      for (Path file : all.filter(one -> !one.startsWith(data)).toList()) {
        if (Files.isRegularFile(file)) {
          files.put(file.toString(), Files.getLastModifiedTime(file));
        }
      }
    }
    return files;
  }

  private Set<String> corpus() {
    List<String> plain =
        new ArrayList<>(
            List.of(
                "..",
                ".",
                "/",
                "//",
                "~",
                "$HOME",
                "*",
                "%",
                "%zz",
                "%u002e%u002e%u002f",
                "bait",
                "../bait",
                "../../bait",
                "../../../bait",
                "../../../../../../../../../../etc/passwd",
                "/etc/passwd",
                "//etc/passwd",
                "///etc/passwd",
                outside.resolve("bait").toString(),
                outside.resolve("bait.image").toUri().toString(),
                "file:///etc/passwd",
                "file:../bait",
                "jar:file:" + outside + "!/bait",
                "..\\..\\bait",
                "..\\/bait",
                "C:\\Windows\\win.ini",
                "\\\\127.0.0.1\\c$\\bait",
                "....//....//bait",
                "..././..././bait",
                "..;/..;/bait",
                "./../bait",
                "uploads/../../../bait",
                "unfinished/../../../bait",
                VALID + "/../../../bait",
                VALID + "\u0000",
                VALID + "\u0000/../../bait",
                "../../bait\u0000" + VALID,
                VALID + ".",
                VALID + " ",
                VALID + "\n",
                VALID + "\r\n\r\nGET /bait",
                VALID + ".facts",
                VALID.toLowerCase(java.util.Locale.ROOT),
                VALID.replace('0', 'O'),
                VALID.replace('1', 'I'),
                VALID.replace('1', '\uff11'),
                VALID.replace('0', '\u0660'),
                "\uff0e\uff0e\uff0f\uff0e\uff0e\uff0fbait",
                "\u2025/\u2025/bait",
                "..\u2215..\u2215bait",
                "..\u2044..\u2044bait",
                "..\u29f8..\u29f8bait",
                "..\u00a5bait",
                "\u202e" + VALID,
                "\ufeff" + VALID,
                VALID + "\u200b",
                "e\u0301".repeat(13),
                "\ud83d\ude00".repeat(13),
                "AUX",
                "CON.image",
                "a".repeat(26),
                ".".repeat(26),
                "/".repeat(26),
                "../".repeat(8) + "ba",
                "../".repeat(4_000) + "etc/passwd",
                "A".repeat(10_000)));
    Set<String> corpus = new LinkedHashSet<>(plain);
    for (String id : plain) {
      String once = URLEncoder.encode(id, UTF_8).replace("+", "%20").replace(".", "%2e");
      corpus.add(once);
      corpus.add(once.replace("%2e", "%252e").replace("%2F", "%252f"));
      corpus.add(once.replace("%2e", "%c0%ae").replace("%2F", "%c0%af"));
      corpus.add(once.replace("%2e", "%e0%80%ae").replace("%2F", "%e0%80%af"));
      corpus.add(Base64.getUrlEncoder().encodeToString(id.getBytes(UTF_8)));
    }
    return corpus;
  }

  private static void askOverGrpc(RunningEasel running, String id) {
    List<Consumer<String>> calls =
        List.of(
            name ->
                running
                    .blobs()
                    .readBlob(ReadBlobRequest.newBuilder().setBlobId(name).build())
                    .forEachRemaining(chunk -> {}),
            name ->
                running.blobs().deleteBlob(DeleteBlobRequest.newBuilder().setBlobId(name).build()),
            name -> running.images().getJob(GetJobRequest.newBuilder().setJobId(name).build()),
            name ->
                running
                    .images()
                    .watchJob(WatchJobRequest.newBuilder().setJobId(name).build())
                    .forEachRemaining(message -> {}),
            name ->
                running.images().cancelJob(CancelJobRequest.newBuilder().setJobId(name).build()),
            name ->
                running.images().deleteJob(DeleteJobRequest.newBuilder().setJobId(name).build()),
            name ->
                running
                    .images()
                    .edit(
                        EditRequest.newBuilder()
                            .setPrompt("a fox")
                            .setModel("gpt-image-1")
                            .addImages(ImageSource.newBuilder().setBlobId(name))
                            .build()));
    for (Consumer<String> call : calls) {
      Refusal refused = Refusal.of(() -> call.accept(id));
      assertThat(refused.code())
          .as(id)
          .isIn(Status.Code.NOT_FOUND, Status.Code.INVALID_ARGUMENT, Status.Code.UNAVAILABLE);
      assertThat(refused.reason())
          .as(id)
          .isIn(
              "BLOB_NOT_FOUND",
              "JOB_NOT_FOUND",
              "REQUEST_INVALID",
              "SOURCE_IMAGE_UNREACHABLE",
              "SOURCE_IMAGE_INVALID");
    }
  }

  /** Written as it is: no client is there to put it right. */
  private static void askOverHttp(RunningEasel running, String id) throws IOException {
    String query = "?expires=4102444800&signature=" + "a".repeat(43);
    String request =
        "GET /v1/blobs/" + id + query + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), running.easel().httpAddress().getPort())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      assertThat(answer).as(id).startsWith("HTTP/1.1 ").doesNotContain(BAIT, "root:");
      int status = Integer.parseInt(answer.substring(9, 12));
      assertThat(status).as(id).isIn(refusals());
    }
  }

  /** And 414 or 431 where it is longer than a port reads, 505 where a line ends within it. */
  private static List<Integer> refusals() {
    return Stream.concat(REFUSED.stream(), Stream.of(414, 431, 505)).toList();
  }
}
