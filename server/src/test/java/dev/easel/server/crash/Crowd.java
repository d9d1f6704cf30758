package dev.easel.server.crash;

import dev.easel.v1.GenerateRequest;
import dev.easel.v1.ImageServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Many clients who ask for the very same, all at once and then some one after the other. */
final class Crowd implements AutoCloseable {
  private static final int AT_ONCE = 64;
  private static final int IN_TURN = 10;
  private static final int CONNECTIONS = 16;

  private final List<ManagedChannel> channels;
  private int lost;

  /** Clients of servers at these ports. */
  Crowd(List<Integer> ports) {
    channels =
        IntStream.range(0, CONNECTIONS)
            .mapToObj(i ->
                NettyChannelBuilder.forAddress("127.0.0.1", ports.get(i % ports.size()))
                    .usePlaintext()
                    .build())
            .toList();
  }

  /** The jobs that those heard of who were answered. */
  Set<String> send(GenerateRequest request) throws Exception {
    Set<String> jobs = new HashSet<>();
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Optional<String>>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < AT_ONCE; i++) {
        ManagedChannel channel = channels.get(i % CONNECTIONS);
        answers.add(
            threads.submit(() -> {
              start.await();
              return send(channel, request);
            }));
      }
      start.countDown();
    }
    for (Future<Optional<String>> answer : answers) {
      note(answer.get(), jobs);
    }
    for (int i = 0; i < IN_TURN; i++) {
      note(send(channels.get(i % CONNECTIONS), request), jobs);
    }
    return jobs;
  }

  private void note(Optional<String> answer, Set<String> jobs) {
    answer.ifPresentOrElse(jobs::add, () -> lost++);
  }

  private static Optional<String> send(ManagedChannel channel, GenerateRequest request) {
    try {
      return Optional.of(
          ImageServiceGrpc.newBlockingStub(channel)
              .withDeadlineAfter(30, TimeUnit.SECONDS)
              .generate(request)
              .getJob()
              .getId());
    } catch (StatusRuntimeException e) {
      return Optional.empty();
    }
  }

  /** How many were not answered. */
  int lost() {
    return lost;
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
  }
}
