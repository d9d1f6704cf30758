package dev.easel.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.admit.BytesInFlight;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class CallBytesTest {
  private static final int CALLS = 400;
  private static final int FRAME = 16 << 10;
  private static final int FRAMES = 3;

  /** Room for one message, and not for two. */
  private final BytesInFlight all = new BytesInFlight(4 * FRAME);

  private CallBytes call() {
    CallBytes call = (CallBytes) CallBytes.counting(all).newServerStreamTracer("a", new Metadata());
    assertThat(call).isNotNull();
    return call;
  }

  private static void arriveWhole(CallBytes call, int size) {
    call.inboundWireSize(size);
    call.inboundMessageRead(0, size, size);
  }

  /** Before the first of those that are refused is closed. */
  @Test
  void ofCallsThatArriveTogetherAndHaveNoRoomTogetherSomeAreServed() {
    Set<CallBytes> refused = new HashSet<>();
    List<CallBytes> calls =
        Stream.generate(this::call)
            .limit(CALLS)
            .peek(call -> call.onExcess(() -> refused.add(call)))
            .toList();
    IntStream.range(0, FRAMES).forEach(frame -> calls.forEach(call -> call.inboundWireSize(FRAME)));
    assertThat(refused).hasSizeBetween(1, CALLS - 1);
    assertThat(all.held()).isEqualTo((long) (CALLS - refused.size()) * FRAMES * FRAME);
    calls.forEach(call -> call.streamClosed(Status.OK));
    assertThat(all.held()).isZero();
  }

  @Test
  void whatCannotBeRefusedAnyMoreIsCountedUntilItIsWorkedOff() {
    CallBytes call = call();
    call.onExcess(() -> false);
    arriveWhole(call, 5 * FRAME);
    assertThat(all.held()).isEqualTo(5L * FRAME);
    call.workedOff();
    assertThat(all.held()).isZero();
  }

  @Test
  void whatComesPackedIsCountedAsItIsUnpacked() {
    Set<CallBytes> refused = new HashSet<>();
    CallBytes call = call();
    call.onExcess(() -> refused.add(call));
    call.inboundWireSize(100);
    call.inboundMessageRead(0, 100, -1);
    call.inboundUncompressedSize(3 * FRAME);
    assertThat(all.held()).isEqualTo(100 + 3 * FRAME);
    assertThat(refused).isEmpty();
    call.inboundUncompressedSize(FRAME);
    assertThat(refused).containsExactly(call);
    assertThat(all.held()).isZero();
  }

  @Test
  void whatComesAsItIsIsCountedOnce() {
    CallBytes call = call();
    arriveWhole(call, FRAME);
    call.inboundUncompressedSize(FRAME);
    assertThat(all.held()).isEqualTo(FRAME);
  }

  @Test
  void whatHasLeftMakesRoomBeforeTheCallIsOver() {
    CallBytes call = call();
    for (int number = 0; number < 9; number++) {
      assertThat(call.tryTell(3 * FRAME)).isTrue();
      assertThat(call.tryTell(3 * FRAME)).isFalse();
      call.toldHasLeft();
      assertThat(all.held()).isZero();
    }
    call.streamClosed(Status.OK);
    assertThat(all.held()).isZero();
  }

  @Test
  void theLastWordOnACallThatIsOverTakesNothingBackTwice() {
    CallBytes call = call();
    arriveWhole(call, FRAME);
    assertThat(call.tryTell(FRAME)).isTrue();
    call.streamClosed(Status.OK);
    call.workedOff();
    call.inboundMessageRead(1, FRAME, FRAME);
    call.workedOff();
    assertThat(call.tryTell(FRAME)).isFalse();
    assertThat(all.held()).isZero();
  }

  @Test
  void aCallFindsItsBytesInItsContext() throws Exception {
    CallBytes call = call();
    Context context = call.filterContext(Context.ROOT);
    assertThat(context.call(CallBytes::current)).containsSame(call);
    assertThat(CallBytes.current()).isEmpty();
  }
}
