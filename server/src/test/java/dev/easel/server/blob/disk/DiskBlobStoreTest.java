package dev.easel.server.blob.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.blob.BlobStore;
import dev.easel.server.blob.BlobStoreSuite;
import dev.easel.server.blob.BlobWriter;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Identifiers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskBlobStoreTest extends BlobStoreSuite {
  private final Random random = new Random(7);

  @TempDir Path data;

  @Override
  protected BlobStore open() throws IOException {
    return new DiskBlobStore(folder(), new Identifiers(random));
  }

  @Override
  protected Set<String> everything() throws IOException {
    return files().stream()
        .map(file -> folder().relativize(file).toString())
        .collect(Collectors.toSet());
  }

  @Override
  protected Set<String> elsewhere() throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files
          .filter(file -> !file.startsWith(folder()))
          .map(Path::toString)
          .collect(Collectors.toSet());
    }
  }

  private Path folder() {
    return data.resolve("blobs");
  }

  private Path shelved(Blob blob, String ending) {
    return folder().resolve(blob.id().value().substring(0, 2)).resolve(blob.id() + ending);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder())) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void whatCannotBeFinishedLeavesNoFactsBehind() throws IOException {
    try (BlobWriter writer = store().create(OWNER, BlobPurpose.RESULT, LATER)) {
      writer.write(ByteBuffer.wrap(IMAGE));
      for (Path file : files()) {
        Files.delete(file);
      }
      assertThatThrownBy(writer::commit).isInstanceOf(IOException.class);
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void factsAreNeverSeenHalfWritten() throws IOException {
    try (BlobWriter writer = store().create(OWNER, BlobPurpose.RESULT, LATER)) {
      writer.write(ByteBuffer.wrap(IMAGE));
      for (Path file : files()) {
        Files.delete(file);
      }
      Files.delete(folder().resolve("unfinished"));
      assertThatThrownBy(writer::commit).isInstanceOf(IOException.class);
      Files.createDirectory(folder().resolve("unfinished"));
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void whatIsNotCommittedIsApart() throws IOException {
    try (BlobWriter writer = store().create(OWNER, BlobPurpose.UPLOAD, LATER)) {
      writer.write(ByteBuffer.wrap(IMAGE));
      assertThat(files()).allMatch(file -> file.toString().contains("unfinished"));
    }
  }

  @Test
  void clearsAwayWhatADeadProcessLeftUnfinished() throws IOException {
    Files.write(folder().resolve("unfinished").resolve("0".repeat(26)), IMAGE);
    assertThat(open().kept()).isEmpty();
    assertThat(files()).isEmpty();
  }

  @Test
  void takesABlobOfAnEarlierVersionForAResult() throws IOException {
    Blob blob = stored(BlobPurpose.UPLOAD, IMAGE);
    Path facts = shelved(blob, ".facts");
    Files.writeString(facts, Files.readString(facts).replace("purpose=UPLOAD\n", ""));
    assertThat(store().find(blob.id()))
        .get()
        .extracting(Blob::purpose)
        .isEqualTo(BlobPurpose.RESULT);
  }

  @Test
  void trustsNoEntryOfTheIndexThatACrashLeftBehind() throws IOException {
    Blob blob = stored(BlobPurpose.UPLOAD, IMAGE);
    Files.delete(shelved(blob, ".image"));
    assertThat(store().findUpload(OWNER, blob.sha256(), Instant.EPOCH)).isEmpty();
    store().deleteExpired(LATER);
    assertThat(files()).isEmpty();
  }

  @Test
  void givesNoLinksOfItsOwn() throws IOException {
    Blob blob = stored(BlobPurpose.RESULT, IMAGE);
    assertThat(store().link(blob.id(), Duration.ofHours(1))).isEmpty();
  }
}
