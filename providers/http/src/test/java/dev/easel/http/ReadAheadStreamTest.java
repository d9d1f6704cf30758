package dev.easel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

final class ReadAheadStreamTest {
  private static final int ASKED = 8 << 10;
  private static final int WINDOW = ReadAheadWindows.LENGTH;

  private final ReadAheadWindows windows = new ReadAheadWindows(1);
  private final Connection connection = new Connection();
  private final ReadAheadStream stream = new ReadAheadStream(connection, windows);

  @Test
  void takesWhatIsThereInPiecesOfItsOwn() throws Exception {
    connection.brings(bytes(3 * WINDOW));
    assertThat(readWhole()).isEqualTo(bytes(3 * WINDOW));
    // Three windows and the end.
    assertThat(connection.reads).isEqualTo(4);
  }

  @Test
  void littleIsReadAsItIsAskedFor() throws Exception {
    connection.brings(bytes(100));
    assertThat(stream.read(new byte[5])).isEqualTo(5);
    assertThat(stream.available()).isEqualTo(95);
    assertThat(connection.left()).isEqualTo(95);
    assertThat(isAllRoomThere()).isTrue();
  }

  @Test
  void waitsForNothingWhileSomethingIsThere() throws Exception {
    connection.brings(bytes(ASKED + WINDOW / 2));
    byte[] target = new byte[ASKED];
    assertThat(stream.read(target)).isEqualTo(ASKED);
    assertThat(stream.available()).isEqualTo(WINDOW / 2);
    for (int taken = 0; taken < WINDOW / 2; taken += ASKED) {
      assertThat(stream.read(target)).isEqualTo(ASKED);
    }
    assertThat(connection.reads).isEqualTo(1);
  }

  @Test
  void holdsNothingOnceItHasCaughtUp() throws Exception {
    connection.brings(bytes(WINDOW));
    stream.read(new byte[ASKED]);
    assertThat(isAllRoomThere()).isFalse();
    stream.read(new byte[WINDOW]);
    assertThat(isAllRoomThere()).isTrue();
  }

  @Test
  void anotherUsesTheSameMemoryAgain() throws Exception {
    byte[] window = usedBefore();
    connection.brings(bytes(WINDOW));
    readWhole();
    assertThat(windows.take()).isSameAs(window);
  }

  @Test
  void readsOnWithoutRoom() throws Exception {
    windows.take();
    connection.brings(bytes(WINDOW));
    assertThat(readWhole()).isEqualTo(bytes(WINDOW));
    assertThat(connection.reads).isEqualTo(WINDOW / ASKED + 1);
  }

  @Test
  void givesItsRoomToAnotherWhenItIsClosedWithBytesLeft() throws Exception {
    connection.brings(bytes(WINDOW));
    stream.read();
    stream.close();
    stream.close();
    assertThat(connection.closed).isTrue();
    assertThat(isAllRoomThere()).isTrue();
  }

  @Test
  void whatWasAbandonedIsNotUsedAgainSinceSomebodyMayStillReadIt() throws Exception {
    byte[] window = usedBefore();
    connection.brings(bytes(WINDOW));
    stream.read();
    stream.abandon();
    assertThat(windows.take()).isNotNull().isNotSameAs(window);
  }

  @Test
  void whatIsAbandonedWhileItIsFilledIsNotUsedAgain() throws Exception {
    byte[] window = usedBefore();
    connection.brings(bytes(WINDOW));
    connection.meanwhile(stream::abandon);
    assertThat(stream.read()).isEqualTo(Byte.toUnsignedInt(bytes(WINDOW)[0]));
    assertThat(isAllRoomThere()).isTrue();
    assertThat(windows.take()).isNotSameAs(window);
  }

  @Test
  void givesItsRoomBackWhenTheConnectionBreaksWhileItIsRead() {
    connection.brings(bytes(WINDOW));
    connection.breaks();
    assertThatThrownBy(stream::read).isInstanceOf(IOException.class).hasMessage("broken");
    assertThat(isAllRoomThere()).isTrue();
  }

  @Test
  void givesItsRoomBackOnceWhenItIsClosedWhileItIsRead() {
    connection.brings(bytes(WINDOW));
    connection.meanwhile(stream::abandon);
    connection.breaks();
    assertThatThrownBy(stream::read).isInstanceOf(IOException.class).hasMessage("broken");
    assertThat(isAllRoomThere()).isTrue();
  }

  @Test
  void endsWhereTheConnectionDoes() throws Exception {
    assertThat(stream.read()).isEqualTo(-1);
    assertThat(stream.read(new byte[0])).isZero();
    assertThat(stream.read(new byte[ASKED])).isEqualTo(-1);
  }

  private byte[] usedBefore() {
    byte[] window = Objects.requireNonNull(windows.take());
    windows.giveBack(window);
    return window;
  }

  /** One window can be had, and no second. */
  private boolean isAllRoomThere() {
    byte[] window = windows.take();
    boolean one = window != null && windows.take() == null;
    if (window != null) {
      windows.giveBack(window);
    }
    return one;
  }

  @RepeatedTest(50)
  void givesWhatCameHoweverItCameAndIsAskedFor(RepetitionInfo repetition) throws Exception {
    long seed = 20261122L + repetition.getCurrentRepetition();
    Random random = new Random(seed);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int burst = 0; burst < 30; burst++) {
      byte[] bytes = new byte[1 + random.nextInt(random.nextBoolean() ? 100 : 3 * WINDOW)];
      random.nextBytes(bytes);
      all.writeBytes(bytes);
      connection.brings(bytes);
    }
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    byte[] target = new byte[2 * ASKED];
    int count = 0;
    while (count >= 0) {
      int asked = random.nextBoolean() ? ASKED : 1 + random.nextInt(target.length);
      count = stream.read(target, target.length - asked, asked);
      read.write(target, target.length - asked, Math.max(0, count));
    }
    assertThat(read.toByteArray()).as("seed %d", seed).isEqualTo(all.toByteArray());
    assertThat(isAllRoomThere()).as("seed %d", seed).isTrue();
  }

  private byte[] readWhole() throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    byte[] target = new byte[ASKED];
    for (int count = stream.read(target); count >= 0; count = stream.read(target)) {
      read.write(target, 0, count);
    }
    return read.toByteArray();
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  /** Gives of each burst what is asked for at most, and knows of no other before that is read. */
  private static final class Connection extends InputStream {
    private final Deque<byte[]> bursts = new ArrayDeque<>();
    private boolean broken;
    private Runnable meanwhile = () -> {};
    private boolean closed;
    private int reads;

    void brings(byte[] burst) {
      bursts.add(burst);
    }

    /** Happens while it is read. */
    void meanwhile(Runnable action) {
      meanwhile = action;
    }

    void breaks() {
      broken = true;
    }

    int left() {
      byte[] burst = bursts.peek();
      return burst == null ? 0 : burst.length;
    }

    @Override
    public int read() {
      throw new AssertionError("nobody reads a connection byte by byte");
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      reads++;
      meanwhile.run();
      if (broken) {
        throw new IOException("broken");
      }
      byte[] burst = bursts.poll();
      if (burst == null) {
        return -1;
      }
      int count = Math.min(length, burst.length);
      System.arraycopy(burst, 0, target, offset, count);
      if (count < burst.length) {
        bursts.addFirst(Arrays.copyOfRange(burst, count, burst.length));
      }
      return count;
    }

    @Override
    public int available() {
      return left();
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
