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
  private static final int OTHERS = 300;
  private static final int SETTLING_MILLIS = 3_000;

  @Override
  public String name() {
    return "windows";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    try (Child sellers = bench.sellers(BYTES, 0);
        Child easel = bench.easel(Bench.uri(sellers));
        EaselCaller caller = new EaselCaller(easel.awaitAddress());
        EaselCaller stalled = new EaselCaller(easel.awaitAddress())) {
      Image image = caller.end(caller.begin(0));
      times(caller, image);
      Percentiles alone = times(caller, image);
      double before = Memory.residentMib(easel.pid());
      List<Stalled> readers = open(stalled.channel(), image);
      Thread.sleep(SETTLING_MILLIS);
      double held = Memory.residentMib(easel.pid()) - before;
      Percentiles beside = times(caller, image);
      readers.forEach(Stalled::cancel);
      return List.of(
          Figure.of(
              "400 readers with a closed window, 4 MiB each: memory", "64 MiB", "%.0f MiB", held),
          Figure.of(
              "others reading 4 MiB: p99 alone / beside them",
              "twice",
              "%.1f / %.1f ms, %.2f times",
              alone.at(99),
              beside.at(99),
              beside.at(99) / alone.at(99)));
    }
  }

  private static Percentiles times(EaselCaller caller, Image image) {
    double[] times = new double[OTHERS];
    for (int i = 0; i < OTHERS; i++) {
      long begun = System.nanoTime();
      caller.read(image);
      times[i] = AddedTime.millisSince(begun);
    }
    return new Percentiles(times);
  }

  private static List<Stalled> open(ManagedChannel channel, Image image) {
    List<Stalled> readers = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      Stalled reader = new Stalled();
      BlobServiceGrpc.newStub(channel).readBlob(EaselCaller.request(image), reader);
      readers.add(reader);
    }
    return readers;
  }

  /** Asks for nothing. */
  private static final class Stalled
      implements ClientResponseObserver<ReadBlobRequest, ReadBlobResponse> {
    private volatile Runnable cancel = () -> {};

    @Override
    public void beforeStart(ClientCallStreamObserver<ReadBlobRequest> call) {
      call.disableAutoRequestWithInitial(0);
      cancel = () -> call.cancel("nobody reads it", null);
    }

    void cancel() {
      cancel.run();
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
