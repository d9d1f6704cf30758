package dev.easel.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.easel.v1.EditRequest;
import dev.easel.v1.ImageFormat;
import dev.easel.v1.ImageSource;
import dev.easel.v1.InputFidelity;
import dev.easel.v1.Quality;
import dev.easel.v1.Size;
import io.grpc.Status;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EditCommandTest {
  private static final int MIB = 1 << 20;

  @TempDir private Path folder = Path.of("");
  private ScriptedServer server;
  private Shell shell;

  EditCommandTest() throws IOException {
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
  void sendsFilesUrlsAndBlobsInOrderWithEveryOption() throws Exception {
    byte[] photo = file("photo.png", 1000);
    byte[] mask = file("mask.png", 500);
    jobSucceeds();

    int code =
        shell.run(
            "edit",
            "-i=photo.png",
            "-i=https://images.example/fox.png",
            "-i=blob:ABC",
            "--mask=mask.png",
            "--input-fidelity=high",
            "--model=gpt-image-1",
            "--provider=fal",
            "--size=1024x1536",
            "--quality=low",
            "--count=1",
            "--max-cost=0.10",
            "--request-id=mine",
            "in snow",
            "-o=out.webp");

    assertThat(code).isZero();
    assertThat(folder.resolve("out.webp")).hasContent(Sample.BYTES);
    EditRequest sent = edit();
    assertThat(sent.getImagesList())
        .containsExactly(
            inline(photo),
            ImageSource.newBuilder().setUrl("https://images.example/fox.png").build(),
            ImageSource.newBuilder().setBlobId("ABC").build());
    assertThat(sent.getMask()).isEqualTo(inline(mask));
    assertThat(sent.getInputFidelity()).isEqualTo(InputFidelity.INPUT_FIDELITY_HIGH);
    assertThat(sent.getPrompt()).isEqualTo("in snow");
    assertThat(sent.getModel()).isEqualTo("gpt-image-1");
    assertThat(sent.getOutput().getSize())
        .isEqualTo(Size.newBuilder().setWidth(1024).setHeight(1536).build());
    assertThat(sent.getOutput().getQuality()).isEqualTo(Quality.QUALITY_LOW);
    assertThat(sent.getOutput().getFormat()).isEqualTo(ImageFormat.IMAGE_FORMAT_WEBP);
    assertThat(sent.getOptions().getProvidersList()).containsExactly("fal");
    assertThat(sent.getOptions().getMaxCost()).isEqualTo(Sample.dollars(100_000_000));
    assertThat(sent.getOptions().getRequestId()).isEqualTo("mine");
    assertThat(server.blobs().uploads.requests()).isEmpty();
  }

  @Test
  void uploadsWhatIsTooLargeForTheRequest() throws Exception {
    byte[] photo = file("photo.png", MIB + 1);
    server.blobs().uploads.then(Script.of(Sample.uploaded("BIG")));
    jobSucceeds();

    assertThat(shell.run("edit", "-i", "photo.png", "in snow")).isZero();

    ScriptedUpload upload = server.blobs().uploads.requests().getFirst();
    assertThat(upload.header().getSizeBytes()).isEqualTo(photo.length);
    assertThat(upload.header().getSha256().toByteArray())
        .isEqualTo(MessageDigest.getInstance("SHA-256").digest(photo));
    assertThat(upload.bytes()).isEqualTo(ByteString.copyFrom(photo));
    assertThat(upload.largestChunk()).isEqualTo(64 << 10);
    assertThat(edit().getImagesList())
        .containsExactly(ImageSource.newBuilder().setBlobId("BIG").build());
  }

  @Test
  void uploadsWhatIsTooMuchTogether() throws Exception {
    for (String name : List.of("a.png", "b.png", "c.png", "d.png")) {
      file(name, MIB);
    }
    server
        .blobs()
        .uploads
        .then(Script.of(Sample.uploaded("FOURTH")))
        .then(Script.of(Sample.uploaded("MASK")));
    jobSucceeds();

    int code =
        shell.run("edit", "-i=a.png", "-i=b.png", "-i=c.png", "-i=d.png", "--mask=a.png", "x");

    assertThat(code).isZero();
    assertThat(edit().getImagesList().subList(0, 3)).allMatch(ImageSource::hasInlineBytes);
    assertThat(edit().getImages(3).getBlobId()).isEqualTo("FOURTH");
    assertThat(edit().getMask().getBlobId()).isEqualTo("MASK");
  }

  @Test
  void stopsSendingBytesThatTheServerHas() throws Exception {
    byte[] photo = file("photo.png", 30 * MIB);
    server.blobs().earlyUploads.then(Script.of(Sample.uploaded("KNOWN")));
    jobSucceeds();

    assertThat(shell.run("edit", "-i", "photo.png", "in snow")).isZero();

    ScriptedUpload upload = server.blobs().earlyUploads.requests().getFirst();
    assertThat(upload.bytes().size()).isLessThan(photo.length);
    assertThat(server.blobs().uploads.requests()).isEmpty();
    assertThat(edit().getImages(0).getBlobId()).isEqualTo("KNOWN");
  }

  @Test
  void repeatsAnUploadThatWasCut() throws Exception {
    file("photo.png", 2 * MIB);
    server.blobs().uploads.then(Script.cutAfter()).then(Script.of(Sample.uploaded("SECOND")));
    jobSucceeds();

    assertThat(shell.run("edit", "-i", "photo.png", "in snow")).isZero();

    assertThat(server.blobs().uploads.requests())
        .extracting(upload -> upload.bytes().size())
        .containsExactly(2 * MIB, 2 * MIB);
    assertThat(edit().getImages(0).getBlobId()).isEqualTo("SECOND");
  }

  @Test
  void namesTheFileWhoseUploadIsRefusedAndStartsNothing() throws Exception {
    file("photo.png", 2 * MIB);
    server.blobs().earlyUploads.then(Script.refused(Sample.refusal()));

    assertThat(shell.run("edit", "-i", "photo.png", "in snow")).isEqualTo(4);

    assertThat(shell.err())
        .contains("photo.png was not taken; no job was started")
        .contains("easel: REQUEST_INVALID: 2 fields are wrong");
    assertThat(server.images().edits.requests()).isEmpty();
  }

  @Test
  void tellsEveryBadFileBeforeAnythingIsSent() throws Exception {
    file("good.png", 2 * MIB);
    file("empty.png", 0);
    Files.createDirectory(folder.resolve("dir.png"));
    try (RandomAccessFile sparse =
        new RandomAccessFile(folder.resolve("huge.png").toFile(), "rw")) {
      sparse.setLength(50L * MIB + 1);
    }

    int code =
        shell.run(
            "edit",
            "-i=good.png",
            "-i=none.png",
            "-i=empty.png",
            "-i=dir.png",
            "-i=huge.png",
            "--mask=nomask.png",
            "x");

    assertThat(code).isEqualTo(1);
    assertThat(shell.err().lines())
        .containsExactly(
            "easel: " + folder.resolve("none.png") + ": no such file",
            "easel: " + folder.resolve("empty.png") + " is empty",
            "easel: " + folder.resolve("dir.png") + " is a folder, not an image",
            "easel: "
                + folder.resolve("huge.png")
                + " has 52428801 bytes; an image has at most 52428800 (50 MiB)",
            "easel: " + folder.resolve("nomask.png") + ": no such file");
    assertNothingWasSent();
  }

  @Test
  void takesBetweenOneAndSixteenImages() {
    List<String> arguments = new ArrayList<>(List.of("edit", "x"));
    for (int i = 0; i < 17; i++) {
      arguments.add("-i=blob:B" + i);
    }

    assertThat(shell.run("edit", "x")).isEqualTo(2);
    assertThat(shell.run(arguments.toArray(String[]::new))).isEqualTo(2);

    assertThat(shell.err().lines())
        .containsExactly(
            "easel: nothing to edit; name an image with -i IMAGE",
            "easel: 17 images are named with -i; at most 16");
    assertNothingWasSent();
  }

  @Test
  void takesNoUrlWithoutTls() {
    assertThat(shell.run("edit", "-i", "http://images.example/fox.png", "x")).isEqualTo(2);
    assertThat(shell.err()).contains("only https URLs are");
  }

  @Test
  void findsOutBeforeTheUploadThatTheResultCouldNotBeSaved() throws Exception {
    file("photo.png", 2 * MIB);

    assertThat(shell.run("edit", "-i=photo.png", "x", "-o=photo.png")).isEqualTo(1);

    assertThat(shell.err()).contains("photo.png exists");
    assertNothingWasSent();
  }

  @Test
  void repeatsAnUnansweredStartWithoutUploadingAgain() throws Exception {
    file("photo.png", 2 * MIB);
    server.blobs().uploads.then(Script.of(Sample.uploaded("BIG")));
    server.images().edits.then(Script.cutAfter());
    jobSucceeds();

    assertThat(shell.run("edit", "-i=photo.png", "x")).isZero();

    assertThat(server.images().edits.requests()).hasSize(2);
    assertThat(server.images().edits.requests().stream().distinct()).hasSize(1);
    assertThat(server.blobs().uploads.requests()).hasSize(1);
  }

  @Test
  void saysHowToAskAgainOnlyWhereAJobMayHaveStarted() throws Exception {
    file("photo.png", 2 * MIB);
    server.blobs().uploads.then(Script.refused(Status.INTERNAL.asRuntimeException()));
    assertThat(shell.run("edit", "-i=photo.png", "x")).isEqualTo(1);
    assertThat(shell.err()).doesNotContain("--request-id");

    server.images().edits.then(Script.refused(Status.INTERNAL.asRuntimeException()));
    assertThat(shell.run("edit", "-i=blob:B", "x", "--request-id=mine")).isEqualTo(1);
    assertThat(shell.err()).contains("without paying twice", "--request-id mine");
  }

  @Test
  void anInterruptedUploadStartsNothingAndSaysNothingElse() throws Exception {
    file("photo.png", 2 * MIB);
    Shell stopped = new Shell(folder, Map.of("EASEL_SERVER", server.address()), true);

    assertThat(stopped.run("edit", "-i=photo.png", "x")).isEqualTo(130);

    assertThat(stopped.err().lines()).containsExactly("easel: interrupted");
    assertNothingWasSent();
  }

  @Test
  void aKeyOfOnesOwnGoesWithTheStartAlone() throws Exception {
    file("photo.png", 2 * MIB);
    Files.writeString(folder.resolve("key"), "sk-very-secret\n");
    server.blobs().uploads.then(Script.of(Sample.uploaded("BIG")));
    jobSucceeds();

    assertThat(shell.run("edit", "-i=photo.png", "x", "--openai-key-file=key")).isZero();

    assertThat(server.keys().seen()).containsExactly("Edit sk-very-secret");
    assertThat(shell.out() + shell.err()).doesNotContain("sk-very-secret");
  }

  private void jobSucceeds() {
    server.images().edits.then(Script.of(Sample.edited()));
    server.images().watches.then(Script.of(Sample.ended(2, Sample.succeeded())));
    server.blobs().reads.then(Script.of(Sample.chunk(Sample.BYTES)));
  }

  private EditRequest edit() {
    return server.images().edits.requests().getLast();
  }

  private void assertNothingWasSent() {
    assertThat(server.images().edits.requests()).isEmpty();
    assertThat(server.blobs().uploads.requests()).isEmpty();
    assertThat(server.blobs().earlyUploads.requests()).isEmpty();
  }

  private byte[] file(String name, int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(name.hashCode()).nextBytes(bytes);
    Files.write(folder.resolve(name), bytes);
    return bytes;
  }

  private static ImageSource inline(byte[] bytes) {
    return ImageSource.newBuilder().setInlineBytes(ByteString.copyFrom(bytes)).build();
  }
}
