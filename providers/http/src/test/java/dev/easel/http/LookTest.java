package dev.easel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LookTest {
  private final AtomicLong nanos = new AtomicLong();

  /** Gives single bytes for ever. */
  private static final InputStream ENDLESS =
      new InputStream() {
        @Override
        public int read() {
          return 'x';
        }

        @Override
        public int read(byte[] target, int offset, int length) {
          target[offset] = 'x';
          return 1;
        }

        @Override
        public int available() {
          return 1;
        }
      };

  private int take(Look look) throws IOException {
    return look.read(ENDLESS, new byte[8], 0, 8);
  }

  /** What a server says after its handshake comes in pieces, and other threads run between them. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFewPiecesMayTakeLong(boolean waits) throws Exception {
    Look look = new Look(waits, nanos::get);
    for (int piece = 0; piece < 10; piece++) {
      assertThat(take(look)).isEqualTo(1);
      nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatNeverStopsComingDoesNotHoldItUp(boolean waits) {
    Look look = new Look(waits, nanos::get);
    AtomicLong pieces = new AtomicLong();
    assertThatThrownBy(
            () -> {
              while (true) {
                take(look);
                pieces.incrementAndGet();
                nanos.addAndGet(Duration.ofMillis(1).toNanos());
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("says much");
    assertThat(pieces).hasValueLessThan(100);
  }

  @Test
  void nothingAtHandIsNotWaitedFor() {
    Look look = new Look(false, nanos::get);
    assertThatThrownBy(() -> look.read(InputStream.nullInputStream(), new byte[8], 0, 8))
        .isInstanceOf(SocketTimeoutException.class);
    assertThat(look.tookSomething()).isFalse();
  }
}
