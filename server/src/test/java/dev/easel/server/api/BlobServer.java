package dev.easel.server.api;

import dev.easel.server.admit.CallerInterceptor;
import dev.easel.server.blob.Reserve;
import dev.easel.server.blob.ReservingBlobStore;
import dev.easel.server.blob.UploadSettings;
import dev.easel.server.blob.disk.DiskBlobStore;
import dev.easel.server.domain.Identifiers;
import dev.easel.server.job.ManualClockwork;
import dev.easel.v1.BlobServiceGrpc;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** The blob service on a loopback port, with a clock that a test turns. */
final class BlobServer implements AutoCloseable {
  static final Duration RETENTION = Duration.ofHours(24);
  static final int MOST_READS = 3;

  private final Path folder;
  private final ManualClockwork time = new ManualClockwork();
  private final AtomicLong room = new AtomicLong(1);
  private final AtomicInteger messagesAsked = new AtomicInteger();
  private final Semaphore asking = new Semaphore(0);
  private final List<Integer> askedAtWrites = new CopyOnWriteArrayList<>();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final WatchedStore store;
  private final Reads reads;
  private final Server server;
  private final ManagedChannel channel;
  private final ManagedChannel narrow;

  BlobServer(Path folder, int maxUploads) throws IOException {
    this.folder = folder;
    this.store =
        new WatchedStore(
            new ReservingBlobStore(
                new DiskBlobStore(folder, new Identifiers(new Random(11))),
                new Reserve(room::get, 1),
                time.clockwork().sleeper()),
            () -> askedAtWrites.add(messagesAsked.get()));
    this.reads = new Reads(store, MOST_READS, time.clockwork().nanos());
    Uploads uploads =
        new Uploads(store, time.clockwork(), executor, new UploadSettings(RETENTION, maxUploads));
    this.server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .executor(executor)
            .addService(
                new BlobGrpcService(store, uploads, reads, new ChunkBuffers(), time.clockwork()))
            .intercept(new Counting())
            .intercept(new CallerInterceptor())
            .intercept(new StatusInterceptor())
            .build()
            .start();
    this.channel =
        NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
    this.narrow =
        NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
            .usePlaintext()
            .flowControlWindow(256)
            .build();
  }

  ManualClockwork time() {
    return time;
  }

  WatchedStore store() {
    return store;
  }

  Reads reads() {
    return reads;
  }

  /** What the disk has left, of which one byte is reserved. */
  AtomicLong room() {
    return room;
  }

  BlobServiceGrpc.BlobServiceStub stub() {
    return BlobServiceGrpc.newStub(channel);
  }

  /** Takes nothing from the server that it did not ask for. */
  BlobServiceGrpc.BlobServiceStub narrow() {
    return BlobServiceGrpc.newStub(narrow);
  }

  BlobServiceGrpc.BlobServiceBlockingStub blocking() {
    return BlobServiceGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
  }

  /** How many messages had been asked for when each chunk was about to be stored. */
  List<Integer> askedAtWrites() {
    return askedAtWrites;
  }

  /** Waits until that many messages more were asked for. */
  void awaitAsking(int messages) throws InterruptedException {
    if (!asking.tryAcquire(messages, 30, TimeUnit.SECONDS)) {
      throw new AssertionError("the server asks for no more messages");
    }
  }

  List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Override
  public void close() throws InterruptedException {
    channel.shutdownNow();
    narrow.shutdownNow();
    server.shutdownNow().awaitTermination(30, TimeUnit.SECONDS);
    executor.close();
  }

  private final class Counting implements ServerInterceptor {
    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
      return next.startCall(
          new SimpleForwardingServerCall<>(call) {
            @Override
            public void request(int messages) {
              messagesAsked.addAndGet(messages);
              super.request(messages);
              asking.release(messages);
            }
          },
          headers);
    }
  }
}
