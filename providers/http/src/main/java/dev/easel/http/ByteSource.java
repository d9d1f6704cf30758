package dev.easel.http;

/** Bytes that arrive over time. */
@FunctionalInterface
public interface ByteSource {
  /**
   * Waits for bytes.
   *
   * @return how many were put into the buffer; -1 at the end
   * @throws TransportException if the end cannot be reached
   * @throws InterruptedException if the host wants the work to end
   */
  int read(byte[] buffer) throws TransportException, InterruptedException;
}
