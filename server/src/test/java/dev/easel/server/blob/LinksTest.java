package dev.easel.server.blob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.blob.disk.DiskBlobStore;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.Identifiers;
import dev.easel.spi.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose links are given, and for how long. */
final class LinksTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00.7Z");
  private static final Instant NEVER = Instant.parse("2099-01-01T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final BlobId ID = new BlobId("01ARZ3NDEKTSV4RRFFQ69G5FAV");
  private static final SignedLinks OWN =
      new SignedLinks(URI.create("https://pictures.example/easel"), Secret.of("k".repeat(43)));

  private static Links links(BlobStore store, Optional<SignedLinks> own) {
    return new Links(store, own, HOUR, () -> NOW);
  }

  private static BlobStore folder(Path folder) throws IOException {
    return new DiskBlobStore(folder, new Identifiers(new Random(5)));
  }

  /** A store that signs links itself, as an object store does. */
  private static BlobStore linking(BlobStore store) {
    return new ForwardingBlobStore(store) {
      @Override
      public Optional<URI> link(BlobId id, Duration validity) {
        return Optional.of(URI.create("https://bucket.example/" + id + "?for=" + validity));
      }
    };
  }

  @Test
  void aFolderGivesNone(@TempDir Path folder) throws Exception {
    Links links = links(folder(folder), Optional.empty());
    assertThat(links.offered()).isFalse();
    assertThat(links.to(ID, NEVER)).isEmpty();
  }

  @Test
  void theHttpPortGivesThemWhereItIsConfigured(@TempDir Path folder) throws Exception {
    Links links = links(linking(folder(folder)), Optional.of(OWN));
    assertThat(links.offered()).isTrue();
    Link link = links.to(ID, NEVER).orElseThrow();
    assertThat(link.expireTime()).isEqualTo("2026-11-21T13:00:00Z");
    assertThat(link.url().toString())
        .matches(
            "https://pictures\\.example/easel/v1/blobs/01ARZ3NDEKTSV4RRFFQ69G5FAV"
                + "\\?expires=1795266000&signature=[\\w-]{43}");
    assertThat(link).asString().doesNotContain("signature", "https");
  }

  @Test
  void elseTheStoreDoesIfItCanThroughItsReserveToo(@TempDir Path folder) throws Exception {
    BlobStore reserving =
        new ReservingBlobStore(
            linking(folder(folder)), new Reserve(() -> Long.MAX_VALUE, 1), Thread::sleep);
    Links links = links(reserving, Optional.empty());
    assertThat(links.offered()).isTrue();
    assertThat(links.to(ID, NEVER).orElseThrow().url())
        .hasToString("https://bucket.example/" + ID + "?for=PT1H");
  }

  @Test
  void noLinkOutlivesItsImage(@TempDir Path folder) throws Exception {
    Links links = links(folder(folder), Optional.of(OWN));
    assertThat(links.to(ID, NOW.plusSeconds(90)).orElseThrow().expireTime())
        .isEqualTo("2026-11-21T12:01:30Z");
    assertThat(links.to(ID, NOW)).isEmpty();
    assertThat(links.to(ID, NOW.minusSeconds(90))).isEmpty();
  }
}
