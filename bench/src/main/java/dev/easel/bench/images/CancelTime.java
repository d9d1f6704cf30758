package dev.easel.bench.images;

import dev.easel.bench.Child;
import dev.easel.v1.CancelJobRequest;
import dev.easel.v1.ImageServiceGrpc;
import dev.easel.v1.Job;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How soon after a caller's cancel the connection to a seller that is at work is closed. */
final class CancelTime implements Scenario {
  private static final int WARMING = 20;
  private static final int CANCELS = 100;

  @Override
  public String name() {
    return "cancel";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    double[] times = new double[CANCELS];
    try (ServerSocket seller = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Child easel = bench.easel(URI.create("http://127.0.0.1:" + seller.getLocalPort()));
        EaselCaller caller = new EaselCaller(easel.awaitAddress())) {
      for (int i = 0; i < WARMING + CANCELS; i++) {
        CountDownLatch reached = new CountDownLatch(1);
        Future<Long> closed = threads.submit(closing(seller, reached));
        Job job = caller.begin(i);
        // The request is at the seller, which does not answer.
        reached.await();
        long asked = System.nanoTime();
        ImageServiceGrpc.newBlockingStub(caller.channel())
            .cancelJob(CancelJobRequest.newBuilder().setJobId(job.getId()).build());
        double millis = (closed.get() - asked) / 1e6;
        if (i >= WARMING) {
          times[i - WARMING] = millis;
        }
      }
    }
    Percentiles sorted = new Percentiles(times);
    return List.of(
        Figure.of(
            "cancel to upstream connection closed: p50 / p99",
            "50 ms",
            "%.1f / %.1f ms",
            sorted.median(),
            sorted.at(99)));
  }

  /** When the next connection is closed by the other side, or has nothing more to say. */
  private static Callable<Long> closing(ServerSocket seller, CountDownLatch reached) {
    return () -> {
      try (Socket connection = seller.accept()) {
        byte[] window = new byte[Bench.KIB];
        while (connection.getInputStream().read(window) >= 0) {
          // The request, which is not answered.
          reached.countDown();
        }
      } catch (IOException reset) {
        return System.nanoTime();
      }
      return System.nanoTime();
    };
  }
}
