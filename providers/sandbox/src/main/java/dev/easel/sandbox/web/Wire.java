package dev.easel.sandbox.web;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** Writes the bytes of an answer, damaged if that was asked for. For one thread. */
final class Wire {

  private static final byte[] NOTHING = new byte[0];
  // A stream has no middle that is known beforehand; this much of it passes at most.
  private static final long MOST_OF_STREAM = 8 * 1024;

  private final Request request;
  private final Response response;
  private Damage damage = Damage.NONE;
  private Duration pause = Duration.ZERO;
  private long sent;
  private boolean ended;

  Wire(Request request, Response response) {
    this.request = request;
    this.response = response;
  }

  void damage(Damage kind, Duration between) {
    damage = kind;
    pause = between;
  }

  Damage damage() {
    return damage;
  }

  /** Writes a whole body whose length has been told. */
  void whole(ByteBuffer body) throws IOException {
    switch (damage) {
      case RESET -> throw reset();
      case TRUNCATE -> {
        Content.Sink.write(response, false, body.slice(0, body.remaining() / 2));
        throw new EofException("cut on request");
      }
      case DRIBBLE -> {
        while (body.remaining() > 1) {
          Content.Sink.write(response, false, body.slice(body.position(), 1));
          body.position(body.position() + 1);
          pause();
        }
        Content.Sink.write(response, true, body);
      }
      case NONE, WRONG_TYPE, MALFORMED, NO_IMAGE -> Content.Sink.write(response, true, body);
    }
  }

  /** Writes a piece of a body whose length has not been told. */
  void piece(byte[] bytes, boolean last) throws IOException {
    switch (damage) {
      case RESET -> throw reset();
      case TRUNCATE -> {
        if (cut(bytes, last)) {
          throw new EofException("cut on request");
        }
      }
      case MALFORMED -> {
        if (!ended && cut(bytes, last)) {
          ended = true;
          Content.Sink.write(response, true, ByteBuffer.wrap(NOTHING));
        }
      }
      case DRIBBLE -> {
        for (byte one : bytes) {
          Content.Sink.write(response, false, ByteBuffer.wrap(new byte[] {one}));
          pause();
        }
        Content.Sink.write(response, last, ByteBuffer.wrap(NOTHING));
      }
      case NONE, WRONG_TYPE, NO_IMAGE -> Content.Sink.write(response, last, ByteBuffer.wrap(bytes));
    }
  }

  /** Writes what may pass; true if that was the end. */
  private boolean cut(byte[] bytes, boolean last) throws IOException {
    int passing = (int) Math.min(last ? bytes.length / 2 : bytes.length, MOST_OF_STREAM - sent);
    sent += passing;
    Content.Sink.write(response, false, ByteBuffer.wrap(bytes, 0, passing));
    return last || sent >= MOST_OF_STREAM;
  }

  /** Resets the connection: the client sees neither an answer nor an orderly end. */
  IOException reset() {
    EndPoint end = request.getConnectionMetaData().getConnection().getEndPoint();
    try {
      if (end.getTransport() instanceof SocketChannel channel) {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.close();
      }
    } catch (IOException e) {
      return e;
    } finally {
      end.close();
    }
    return new EofException("reset on request");
  }

  private void pause() throws IOException {
    LockSupport.parkNanos(pause.toNanos());
    if (Thread.currentThread().isInterrupted()) {
      throw new IOException("the server stops");
    }
  }
}
