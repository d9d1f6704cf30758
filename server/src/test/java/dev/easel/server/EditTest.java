package dev.easel.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.easel.server.config.StartupException;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.Size;
import dev.easel.v1.DeleteJobRequest;
import dev.easel.v1.EditRequest;
import dev.easel.v1.GenerateRequest;
import dev.easel.v1.ImageSource;
import dev.easel.v1.InputFidelity;
import dev.easel.v1.Job;
import dev.easel.v1.JobOptions;
import dev.easel.v1.OutputSpec;
import dev.easel.v1.Quality;
import dev.easel.v1.Quote;
import dev.easel.v1.QuoteRequest;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Edits as a caller meets them. */
@TestInstance(Lifecycle.PER_CLASS)
final class EditTest {
  private static final ByteString PNG =
      ByteString.copyFrom(Pictures.of(ImageFormat.PNG, new Size(256, 256)));
  private static final ByteString JPEG =
      ByteString.copyFrom(Pictures.of(ImageFormat.JPEG, new Size(256, 256)));

  private RunningEasel running;

  @BeforeAll
  void start(@TempDir Path data) throws StartupException {
    running = RunningEasel.start(data, Duration.ofMillis(100), Map.of());
  }

  @AfterAll
  void stop() {
    running.close();
  }

  private static EditRequest.Builder edit(ImageSource... images) {
    return EditRequest.newBuilder()
        .setPrompt("in snow")
        .setModel("gpt-image-1")
        .addAllImages(List.of(images))
        .setOptions(
            JobOptions.newBuilder()
                .setWait(com.google.protobuf.Duration.newBuilder().setSeconds(20)));
  }

  private static ImageSource inline(ByteString bytes) {
    return ImageSource.newBuilder().setInlineBytes(bytes).build();
  }

  private static ImageSource url(String url) {
    return ImageSource.newBuilder().setUrl(url).build();
  }

  private static ImageSource blob(String id) {
    return ImageSource.newBuilder().setBlobId(id).build();
  }

  private Job succeed(EditRequest.Builder request) {
    Job job = running.images().edit(request.build()).getJob();
    assertThat(job.getState()).as("%s", job.getFailure()).isEqualTo(Job.State.STATE_SUCCEEDED);
    return job;
  }

  private Refusal refused(EditRequest.Builder request) {
    long submits = running.submits();
    Refusal refusal = Refusal.of(() -> running.images().edit(request.build()));
    assertThat(running.submits()).isEqualTo(submits);
    return refusal;
  }

  @Test
  void anImageInTheMessageIsEdited() {
    Job job = succeed(edit(inline(PNG)));
    assertThat(job.getKind()).isEqualTo(Job.Kind.KIND_EDIT);
    assertThat(job.getResultsCount()).isEqualTo(1);
    assertThat(job.getAttempts(0).getProviderModel()).isEqualTo("fal-ai/gpt-image-1/edit-image");
  }

  @Test
  void anImageInADataUrlIsEdited() {
    String data = "data:image/png;base64," + Base64.getEncoder().encodeToString(PNG.toByteArray());
    succeed(edit(url(data)));
  }

  @Test
  void theResultOfAnEarlierJobIsEdited() {
    Job first =
        running
            .images()
            .generate(
                GenerateRequest.newBuilder()
                    .setPrompt("a fox")
                    .setModel("gpt-image-1")
                    .setOptions(edit().getOptions())
                    .build())
            .getJob();
    succeed(edit(blob(first.getResults(0).getImage().getBlobId())));
  }

  @Test
  void severalImagesAreEditedTogether() {
    succeed(edit(inline(PNG), inline(JPEG)).setInputFidelity(InputFidelity.INPUT_FIDELITY_LOW));
  }

  @Test
  void everyBadFieldIsToldAtOnce() throws Exception {
    Refusal refusal =
        refused(
            edit(
                    ImageSource.getDefaultInstance(),
                    inline(ByteString.copyFromUtf8("GIF89a and no more of it than this")),
                    url("data:image/png;base64,????"),
                    url("http://example.com/fox.png"),
                    url("https://127.0.0.1/fox.png"),
                    blob("no-such-blob"))
                .setPrompt("")
                .setMask(inline(JPEG)));
    assertThat(refusal.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refusal.fields())
        .contains(
            "prompt",
            "images[0]",
            "images[1].inline_bytes",
            "images[2].url",
            "images[3].url",
            "images[4].url",
            "images[5].blob_id",
            "mask");
    assertThat(refusal.reason()).isEqualTo("REQUEST_INVALID");
  }

  @Test
  void anEditWithoutImagesIsRefused() throws Exception {
    assertThat(refused(edit()).fields()).containsExactly("images");
  }

  @Test
  void moreImagesThanAnybodyTakesAreRefused() throws Exception {
    ImageSource[] many =
        IntStream.range(0, 17).mapToObj(_ -> inline(PNG)).toArray(ImageSource[]::new);
    assertThat(refused(edit(many)).fields()).containsExactly("images");
  }

  @Test
  void bytesThatAreNoImageAreNamedAsSuch() throws Exception {
    Refusal refusal =
        refused(edit(inline(ByteString.copyFromUtf8("<svg xmlns='http://www.w3.org/2000/svg'/>"))));
    assertThat(refusal.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refusal.reason()).isEqualTo("SOURCE_IMAGE_INVALID");
  }

  @Test
  void aUrlIntoOurOwnNetworkIsForbidden() throws Exception {
    Refusal refusal = refused(edit(url("https://169.254.169.254/latest/meta-data")));
    assertThat(refusal.code()).isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(refusal.reason()).isEqualTo("SOURCE_URI_FORBIDDEN");
  }

  @Test
  void aBlobOfNobodyIsNotFound() throws Exception {
    Refusal refusal = refused(edit(blob("01ARZ3NDEKTSV4RRFFQ69G5FAV")));
    assertThat(refusal.code()).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(refusal.reason()).isEqualTo("BLOB_NOT_FOUND");
  }

  @Test
  void aRepeatedRequestFindsItsJobWhenItsSourcesAreGone() {
    Job drawn =
        running
            .images()
            .generate(
                GenerateRequest.newBuilder()
                    .setPrompt("a fox")
                    .setModel("gpt-image-1")
                    .setOptions(edit().getOptions())
                    .build())
            .getJob();
    EditRequest.Builder request = edit(blob(drawn.getResults(0).getImage().getBlobId()));
    request.getOptionsBuilder().setRequestId("an edit of what goes");
    Job first = succeed(request);
    running.images().deleteJob(DeleteJobRequest.newBuilder().setJobId(drawn.getId()).build());
    long submits = running.submits();
    assertThat(running.images().edit(request.build()).getJob().getId()).isEqualTo(first.getId());
    assertThat(running.submits()).isEqualTo(submits);
    assertThat(refused(request.setPrompt("in rain")).code()).isEqualTo(Status.Code.ALREADY_EXISTS);
  }

  @Test
  void aMaskIsRefusedWhereNoneIsTaken() throws Exception {
    ByteString mask = ByteString.copyFrom(Pictures.transparent(new Size(256, 256)));
    Refusal refusal =
        refused(
            edit(inline(PNG))
                .setMask(inline(mask))
                .setOptions(edit().getOptions().toBuilder().addProviders("fal")));
    assertThat(refusal.fields()).contains("mask");
    assertThat(refusal.reason()).isEqualTo("OPTION_NOT_SUPPORTED");
  }

  @Test
  void aMaskOfAnotherSizeIsRefused() throws Exception {
    ByteString mask = ByteString.copyFrom(Pictures.transparent(new Size(128, 256)));
    Refusal refusal = refused(edit(inline(PNG)).setModel("gpt-image-1.5").setMask(inline(mask)));
    assertThat(refusal.fields()).containsExactly("mask");
    assertThat(refusal.reason()).isEqualTo("SOURCE_IMAGE_INVALID");
  }

  @Test
  void aMaskIsTakenWhereItIsOffered() {
    ByteString mask = ByteString.copyFrom(Pictures.transparent(new Size(256, 256)));
    succeed(edit(inline(PNG)).setModel("gpt-image-1.5").setMask(inline(mask)));
  }

  @Test
  void compressionOfAPngIsRefusedWithBothFields() throws Exception {
    Refusal refusal =
        refused(
            edit(inline(PNG))
                .setOutput(
                    OutputSpec.newBuilder()
                        .setCompression(50)
                        .setFormat(dev.easel.v1.ImageFormat.IMAGE_FORMAT_PNG)));
    assertThat(refusal.fields()).contains("output.compression", "output.format");
  }

  @Test
  void aQuoteOfAnEditFetchesNothingAndNamesEachPrice() {
    EditRequest request =
        edit(url("https://images.example/fox.png"))
            .setOutput(OutputSpec.newBuilder().setQuality(Quality.QUALITY_LOW))
            .build();
    List<Quote> quotes =
        running.images().quote(QuoteRequest.newBuilder().setEdit(request).build()).getQuotesList();
    assertThat(quotes).isNotEmpty();
    assertThat(quotes.getFirst().getProvider()).isEqualTo("fal");
    assertThat(quotes.getFirst().hasRefusal()).isFalse();
  }
}
