package dev.easel.server.blob;

import dev.easel.server.domain.Blob;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Waits where there is no room: what it writes is paid for, and does not come again. */
final class PatientBlobWriter implements BlobWriter {
  private final BlobWriter writer;
  private final FullDisk disk;

  PatientBlobWriter(BlobWriter writer, FullDisk disk) {
    this.writer = writer;
    this.disk = disk;
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    int length = bytes.remaining();
    disk.outlast(() -> writer.write(bytes));
    return length;
  }

  @Override
  public String sha256() {
    return writer.sha256();
  }

  @Override
  public Blob commit() throws IOException {
    return disk.outlast(writer::commit);
  }

  @Override
  public boolean isOpen() {
    return writer.isOpen();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
