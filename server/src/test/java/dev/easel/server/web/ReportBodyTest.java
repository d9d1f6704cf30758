package dev.easel.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ReportBodyTest {
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger reads = new AtomicInteger();

  private ReportBody body(InputStream in) {
    return new ReportBody(in, nanos::get);
  }

  private static InputStream bytes(int count) {
    return new ByteArrayInputStream(new byte[count]);
  }

  /** A byte now and then, without end. */
  private InputStream dribbling(Duration pause) {
    return new InputStream() {
      @Override
      public int read() {
        throw new AssertionError("bytes are not read one by one");
      }

      @Override
      public int read(byte[] into, int offset, int length) {
        reads.incrementAndGet();
        nanos.addAndGet(pause.toNanos());
        return 1;
      }
    };
  }

  @Test
  void whatIsLongEnoughIsReadWholeAndNothingLonger() throws IOException {
    for (int length : new int[] {0, 1, ReportBody.LARGEST}) {
      assertThat(body(bytes(length)).read())
          .hasValueSatisfying(body -> assertThat(body.remaining()).isEqualTo(length));
    }
    assertThat(body(bytes(ReportBody.LARGEST + 1)).read()).isEmpty();
  }

  @Test
  void whoSendsAByteNowAndThenIsNotListenedToForLong() {
    ReportBody body = body(dribbling(Duration.ofSeconds(1)));
    assertThatThrownBy(body::read).isInstanceOf(InterruptedIOException.class);
    assertThat(reads).hasValue((int) ReportBody.TIME.toSeconds() + 1);
  }

  @Test
  void whatIsReadOutHasTheSameTime() {
    ReportBody body = body(dribbling(Duration.ofSeconds(1)));
    assertThatThrownBy(body::readOut).isInstanceOf(InterruptedIOException.class);
    assertThat(reads).hasValue((int) ReportBody.TIME.toSeconds() + 1);
  }

  @Test
  void whatIsReadOutIsBounded() throws IOException {
    InputStream in = bytes(ReportBody.MOST_READ_OUT + (1 << 20));
    body(in).readOut();
    assertThat(in.available()).isPositive();
  }
}
