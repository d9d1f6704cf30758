package dev.easel.http;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Ends an exchange at once from any thread, by closing what it talks through. What another exchange
 * may use by then is left alone.
 */
final class Cutoff {
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Socket socket;
  private boolean cut;

  /**
   * The exchange talks through this from now on.
   *
   * @throws IOException if it was ended before; the socket is closed then
   */
  void uses(Socket used) throws IOException {
    lock.lock();
    try {
      socket = used;
      if (cut) {
        used.close();
        throw new SocketException("the exchange was ended");
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * The exchange is over. Whoever says so first has what it talked through.
   *
   * @return whether there is something, and it is whole
   */
  boolean leaves() {
    lock.lock();
    try {
      boolean whole = socket != null && !cut;
      socket = null;
      return whole;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the exchange, if it is not over. */
  void cut() {
    lock.lock();
    try {
      cut = true;
      if (socket != null) {
        socket.close();
      }
    } catch (IOException e) {
      // Closed it is all the same.
      socket = null;
    } finally {
      lock.unlock();
    }
  }
}
