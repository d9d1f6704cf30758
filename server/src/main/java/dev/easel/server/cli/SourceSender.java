package dev.easel.server.cli;

import com.google.protobuf.ByteString;
import dev.easel.server.cli.client.BlobUpload;
import dev.easel.server.cli.client.Connection;
import dev.easel.server.cli.client.Time;
import dev.easel.server.cli.terminal.Progress;
import dev.easel.v1.ImageSource;
import io.grpc.StatusException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Brings the sources of one request to the server: small files in it, larger ones ahead of it. */
final class SourceSender {
  private static final long LARGEST_INLINE = 1 << 20;
  private static final long LARGEST_INLINE_TOGETHER = 3 << 20;

  private final BlobUpload upload;
  private final Path folder;
  private final Time time;
  private final Progress progress;
  private long room = LARGEST_INLINE_TOGETHER;

  SourceSender(Connection connection, Surroundings surroundings, Progress progress) {
    this.upload = new BlobUpload(connection, surroundings.time());
    this.folder = surroundings.folder();
    this.time = surroundings.time();
    this.progress = progress;
  }

  /** The source as the request names it; a large file is uploaded by then. */
  ImageSource send(SourceWanted wanted) throws StatusException, IOException, InterruptedException {
    return switch (wanted) {
      case SourceWanted.Linked(String url) -> ImageSource.newBuilder().setUrl(url).build();
      case SourceWanted.Stored(String id) -> ImageSource.newBuilder().setBlobId(id).build();
      case SourceWanted.Local(Path file) -> send(folder.resolve(file));
    };
  }

  private ImageSource send(Path file) throws StatusException, IOException, InterruptedException {
    long size = Files.size(file);
    return size <= Math.min(LARGEST_INLINE, room) ? inline(file, (int) size) : uploaded(file);
  }

  private ImageSource inline(Path file, int size) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(size + 1);
      if (bytes.length != size) {
        throw new IOException(file + " changed while it was read");
      }
      room -= size;
      return ImageSource.newBuilder().setInlineBytes(ByteString.copyFrom(bytes)).build();
    }
  }

  private ImageSource uploaded(Path file)
      throws StatusException, IOException, InterruptedException {
    try {
      ShownUpload shown = new ShownUpload(file, progress, time);
      String id = upload.send(file, shown).getId();
      shown.done();
      return ImageSource.newBuilder().setBlobId(id).build();
    } catch (StatusException e) {
      progress.note(file + " was not taken; no job was started");
      throw e;
    }
  }
}
