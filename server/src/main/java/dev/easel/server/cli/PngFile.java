package dev.easel.server.cli;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A PNG read from its first byte to its last: signature, checksums, and pixels that unpack.
 *
 * @param width pixels across
 * @param height pixels down
 */
record PngFile(int width, int height) {
  private static final long SIGNATURE = 0x89504E470D0A1A0AL;

  /** Reads a file. */
  static PngFile read(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file);
        DataInputStream in = new DataInputStream(bytes);
        Inflater inflater = new Inflater()) {
      if (in.readLong() != SIGNATURE) {
        throw new IOException(file + " is not a PNG");
      }
      Chunk header = chunk(in);
      for (Chunk next = chunk(in); !next.type().equals("IEND"); next = chunk(in)) {
        if (next.type().equals("IDAT")) {
          unpack(inflater, next.data());
        }
      }
      if (!inflater.finished()) {
        throw new IOException(file + " has no whole picture in it");
      }
      ByteBuffer size = header.data();
      return new PngFile(size.getInt(), size.getInt());
    } catch (EOFException e) {
      throw new IOException(file + " is a PNG that ends too early", e);
    } catch (DataFormatException e) {
      throw new IOException(file + " is a PNG with broken pixels", e);
    }
  }

  private static Chunk chunk(DataInputStream in) throws IOException {
    int length = in.readInt();
    byte[] type = in.readNBytes(4);
    byte[] data = in.readNBytes(Math.max(0, length));
    CRC32 checksum = new CRC32();
    checksum.update(type);
    checksum.update(data);
    if (in.readInt() != (int) checksum.getValue()) {
      throw new IOException("a PNG's checksum is wrong");
    }
    return new Chunk(new String(type, StandardCharsets.US_ASCII), ByteBuffer.wrap(data));
  }

  private static void unpack(Inflater inflater, ByteBuffer data) throws DataFormatException {
    byte[] pixels = new byte[1 << 16];
    inflater.setInput(data);
    while (!inflater.needsInput() && !inflater.finished()) {
      inflater.inflate(pixels);
    }
  }

  private record Chunk(String type, ByteBuffer data) {}
}
