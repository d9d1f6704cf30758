package dev.easel.bench.images;

import dev.easel.bench.Child;
import dev.easel.v1.BlobServiceGrpc;
import dev.easel.v1.Image;
import dev.easel.v1.ReadBlobRequest;
import dev.easel.v1.ReadBlobResponse;
import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.ArrayList;
import java.util.List;

/** readers that ask for an image of 4 MiB and take nothing of it. */
final class ClosedWindows implements Scenario {
  private static final int BYTES = 4 * Bench.MIB;
  private static final int READERS = 400;
  private static final int WARMING = 1_500;

  /** Streams in numbers are compiled anew, which takes one of the two processors for a while. */
  private static final int WARMING_ROUNDS = 3;

  private static final int ROUNDS = 6;
  private static final int OTHERS = 300;
  private static final int SETTLING_MILLIS = 1_000;

  /** What others' reads take without them and beside them, and what they hold. */
  private static final class Found {
    private final List<Double> alone = new ArrayList<>();
    private final List<Double> beside = new ArrayList<>();
    private double heldMib;
    private double liveMib;
    private double keptMib;
  }

  @Override
  public String name() {
    return "windows";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    Found found = new Found();
    try (Child sellers = bench.sellers(BYTES, 0);
        Child easel = bench.easel(Bench.uri(sellers));
        EaselCaller caller = new EaselCaller(easel.awaitAddress())) {
      Image image = caller.end(caller.begin(0));
      times(caller, image, WARMING);
      Held rest = Held.by(easel);
      for (int round = 0; round < WARMING_ROUNDS; round++) {
        measure(easel, caller, image, found, rest);
      }
      found.alone.clear();
      found.beside.clear();
      for (int round = 0; round < ROUNDS; round++) {
        measure(easel, caller, image, found, rest);
      }
    }
    Percentiles alone = percentiles(found.alone);
    Percentiles beside = percentiles(found.beside);
    return List.of(
        Figure.of(
            "400 readers with a closed window, 4 MiB each: memory (live heap), after their end",
            "64 MiB",
            "%.0f (%.0f), %.0f MiB",
            found.heldMib,
            found.liveMib,
            found.keptMib),
        Figure.of(
            "others reading 4 MiB: p50 / p99 alone, beside them",
            "p99 twice",
            "%.1f / %.1f ms, %.1f / %.1f ms: %.2f times",
            alone.median(),
            alone.at(99),
            beside.median(),
            beside.at(99),
            beside.at(99) / alone.at(99)));
  }

  /** In turns, so that whatever else the machine does befalls both. */
  private static void measure(Child easel, EaselCaller caller, Image image, Found found, Held rest)
      throws Exception {
    found.alone.addAll(times(caller, image, OTHERS));
    try (EaselCaller stalled = EaselCaller.withClosedWindows(easel.awaitAddress())) {
      open(stalled.channel(), image);
      Thread.sleep(SETTLING_MILLIS);
      Held held = Held.by(easel).less(rest);
      found.heldMib = Math.max(found.heldMib, held.resident() / Bench.MIB);
      found.liveMib = Math.max(found.liveMib, held.live() / Bench.MIB);
      found.beside.addAll(times(caller, image, OTHERS));
    }
    Thread.sleep(SETTLING_MILLIS);
    found.keptMib = Held.by(easel).less(rest).resident() / Bench.MIB;
  }

  private static List<Double> times(EaselCaller caller, Image image, int reads) {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < reads; i++) {
      long begun = System.nanoTime();
      caller.read(image);
      times.add(AddedTime.millisSince(begun));
    }
    return times;
  }

  private static Percentiles percentiles(List<Double> times) {
    return new Percentiles(times.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static void open(ManagedChannel channel, Image image) {
    for (int i = 0; i < READERS; i++) {
      BlobServiceGrpc.newStub(channel).readBlob(EaselCaller.request(image), new Stalled());
    }
  }

  /** Asks for nothing. */
  private static final class Stalled
      implements ClientResponseObserver<ReadBlobRequest, ReadBlobResponse> {
    @Override
    public void beforeStart(ClientCallStreamObserver<ReadBlobRequest> call) {
      call.disableAutoRequestWithInitial(0);
    }

    @Override
    public void onNext(ReadBlobResponse chunk) {
      throw new IllegalStateException("nothing was asked for");
    }

    @Override
    public void onError(Throwable thrown) {}

    @Override
    public void onCompleted() {}
  }
}
