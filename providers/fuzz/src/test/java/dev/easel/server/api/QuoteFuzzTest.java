package dev.easel.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.inject.Guice;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import dev.easel.http.catalog.CatalogException;
import dev.easel.http.catalog.CatalogFile;
import dev.easel.http.egress.EgressPolicy;
import dev.easel.http.egress.SourceFetcher;
import dev.easel.http.egress.SourceLimits;
import dev.easel.server.blob.BlobStore;
import dev.easel.server.blob.Links;
import dev.easel.server.blob.disk.DiskBlobStore;
import dev.easel.server.catalog.CatalogModule;
import dev.easel.server.catalog.ModelCatalog;
import dev.easel.server.catalog.Seller;
import dev.easel.server.cost.CostModule;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.EditInput;
import dev.easel.server.domain.Identifiers;
import dev.easel.server.domain.Rejection;
import dev.easel.server.fetch.GuardedLinks;
import dev.easel.server.job.Clockwork;
import dev.easel.server.route.Admission;
import dev.easel.server.route.RouteModule;
import dev.easel.v1.QuoteRequest;
import dev.easel.v1.QuoteResponse;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A request's way through the contract's rules, the catalog and the price book; nothing is sent.
 */
final class QuoteFuzzTest {
  private static final int LARGEST_TRAILERS = 8 << 10;
  private static final String REFUSALS =
      "INVALID_ARGUMENT|NOT_FOUND|PERMISSION_DENIED|FAILED_PRECONDITION|UNAUTHENTICATED";

  private final SourceFetcher fetcher =
      SourceFetcher.overNetwork(EgressPolicy.strict(), SourceLimits.usual(), "easel-fuzz");
  private final RequestReader reader;
  private final Admission admission;

  QuoteFuzzTest(@TempDir Path folder) throws IOException {
    BlobStore blobs = new DiskBlobStore(folder, new Identifiers(new SplittableRandom(1)));
    List<Seller> sellers =
        List.of(
            seller("fal", "fal/catalog.json"),
            seller("fal-byok", "fal/catalog-byok.json"),
            seller("openai", "openai/catalog-openai.json"));
    ModelCatalog catalog = new ModelCatalog(sellers, Optional.empty());
    Clockwork clockwork =
        new Clockwork(InstantSource.fixed(Instant.EPOCH), () -> 0, (_, _) -> () -> {}, _ -> {});
    reader =
        new RequestReader(
            catalog,
            new EditReader(
                new SourceReader(
                    blobs, clockwork, new GuardedLinks(EgressPolicy.strict(), fetcher, blobs))),
            new Links(blobs, Optional.empty(), Duration.ofHours(1), clockwork.wall()));
    admission =
        Guice.createInjector(
                new CatalogModule(catalog),
                new CostModule(),
                new RouteModule(sellers.stream().map(Seller::name).toList()))
            .getInstance(Admission.class);
  }

  private static Seller seller(String name, String file) {
    try (InputStream in =
        Objects.requireNonNull(QuoteFuzzTest.class.getResourceAsStream("/dev/easel/" + file))) {
      return new Seller(name, name, CatalogFile.read(file, in.readAllBytes()));
    } catch (IOException | CatalogException e) {
      throw new AssertionError(file, e);
    }
  }

  @AfterEach
  void close() {
    fetcher.close();
  }

  @FuzzTest(maxDuration = "60s")
  void requestIsQuotedOrRefusedByItsFields(byte[] input) throws Exception {
    QuoteRequest request;
    try {
      request = QuoteRequest.parseFrom(input);
    } catch (InvalidProtocolBufferException e) {
      // Never reaches the server's own code.
      return;
    }
    try {
      UnderstoodInterceptor.check(request);
      Draft draft = read(request);
      QuoteResponse response =
          QuoteWriter.wire(
              draft.request().model(), admission.quote(draft.request(), draft.violations()));
      assertThat(response.getQuotesList()).isNotEmpty();
      assertThat(QuoteResponse.parseFrom(response.toByteArray())).isEqualTo(response);
    } catch (Rejection e) {
      checkRefusal(Statuses.of(e));
    }
  }

  private Draft read(QuoteRequest request) {
    return switch (request.getRequestCase()) {
      case EDIT -> reader.read(request.getEdit(), Caller.LOCAL, EditInput.none());
      case GENERATE, REQUEST_NOT_SET -> reader.read(request.getGenerate());
    };
  }

  private static void checkRefusal(StatusRuntimeException refusal) throws Exception {
    assertThat(refusal.getStatus().getCode().name()).matches(REFUSALS);
    com.google.rpc.Status status = StatusProto.fromThrowable(refusal);
    assertThat(status).isNotNull();
    assertThat(status.getMessage()).isNotBlank();
    int violations = 0;
    String reason = "";
    for (Any detail : status.getDetailsList()) {
      if (detail.is(BadRequest.class)) {
        violations = detail.unpack(BadRequest.class).getFieldViolationsCount();
      } else if (detail.is(ErrorInfo.class)) {
        reason = detail.unpack(ErrorInfo.class).getReason();
      }
    }
    assertThat(reason).isNotBlank();
    assertThat(violations > 0 || reason.matches("MODEL_NOT_FOUND|NO_ELIGIBLE_PROVIDER")).isTrue();
    assertThat(trailers(status)).isLessThan(LARGEST_TRAILERS);
  }

  /** What the message, escaped, and the details, in base64, come to. */
  private static int trailers(com.google.rpc.Status status) {
    int message = 0;
    for (byte one : status.getMessage().getBytes(UTF_8)) {
      message += one < ' ' || one > '~' || one == '%' ? 3 : 1;
    }
    return message + (status.getSerializedSize() + 2) / 3 * 4;
  }
}
