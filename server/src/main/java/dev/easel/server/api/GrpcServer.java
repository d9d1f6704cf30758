package dev.easel.server.api;

import dev.easel.server.admit.CallerInterceptor;
import dev.easel.server.admit.Room;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** The gRPC port: services, interceptors, health, reflection and limits. */
public final class GrpcServer {
  private static final int LARGEST_MESSAGE = 4 << 20;
  private static final int LARGEST_METADATA = 8 << 10;
  private static final int CALLS_PER_CONNECTION = 100;
  private static final int LOCAL_CALLS_PER_CONNECTION = 1_024;
  private static final int RESETS = 200;
  private static final int RESET_WINDOW_SECONDS = 30;

  private final GrpcServices services;
  private final Executor executor;
  private final Room room;
  private final Acceptor acceptor;
  private final HealthStatusManager health = new HealthStatusManager();
  private final Server server;
  private volatile boolean serving;

  private GrpcServer(
      GrpcServices services,
      InetSocketAddress address,
      Executor executor,
      Room room,
      String version) {
    this.services = services;
    this.executor = executor;
    this.room = room;
    this.acceptor = new Acceptor(room.connections());
    this.server = server(address, version);
  }

  /**
   * Listens. Health says NOT_SERVING until {@link #announce()}.
   *
   * @throws IOException if the address cannot be had
   */
  public static GrpcServer open(
      GrpcServices services,
      InetSocketAddress address,
      Executor executor,
      Room room,
      String version)
      throws IOException {
    if (address.isUnresolved()) {
      throw new UnknownHostException(address.getHostString() + " is no address of this machine");
    }
    GrpcServer server = new GrpcServer(services, address, executor, room, version);
    server.setAll(ServingStatus.NOT_SERVING);
    try {
      server.server.start();
    } catch (IOException e) {
      server.acceptor.close();
      throw e;
    }
    return server;
  }

  private Server server(InetSocketAddress address, String version) {
    boolean local = address.getAddress().isLoopbackAddress();
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(address)
            .executor(executor)
            .bossEventLoopGroup(acceptor.accepting())
            .workerEventLoopGroup(acceptor.serving())
            .channelFactory(acceptor::newChannel)
            .withChildOption(ChannelOption.ALLOCATOR, room.memory().allocator())
            .addStreamTracerFactory(CallBytes.counting(room.bytes()))
            .maxInboundMessageSize(LARGEST_MESSAGE)
            .maxInboundMetadataSize(LARGEST_METADATA)
            .maxConcurrentCallsPerConnection(
                local ? LOCAL_CALLS_PER_CONNECTION : CALLS_PER_CONNECTION)
            .maxRstFramesPerWindow(RESETS, RESET_WINDOW_SECONDS)
            .handshakeTimeout(5, TimeUnit.SECONDS)
            .keepAliveTime(60, TimeUnit.SECONDS)
            .keepAliveTimeout(10, TimeUnit.SECONDS)
            .permitKeepAliveTime(30, TimeUnit.SECONDS)
            .maxConnectionIdle(5, TimeUnit.MINUTES);
    if (!local) {
      builder.maxConnectionAge(30, TimeUnit.MINUTES).maxConnectionAgeGrace(31, TimeUnit.MINUTES);
    }
    addServices(builder);
    // The last one added is the outermost.
    return builder
        .intercept(new UnderstoodInterceptor())
        .intercept(new CallerInterceptor())
        .intercept(new VersionInterceptor(version))
        .intercept(new StatusInterceptor())
        .intercept(new RoomInterceptor(room.watch()::scarce, executor))
        .build();
  }

  private void addServices(NettyServerBuilder builder) {
    ContractReflection reflection = new ContractReflection();
    builder
        .addService(reflection.describe(services.images()))
        .addService(reflection.describe(services.blobs()))
        .addService(reflection.describe(services.catalog()))
        .addService(health.getHealthService())
        .addService(ProtoReflectionServiceV1.newInstance())
        .addService(olderReflection());
  }

  /** Older grpcurls know no other. */
  @SuppressWarnings("deprecation")
  private static BindableService olderReflection() {
    return io.grpc.protobuf.services.ProtoReflectionService.newInstance();
  }

  /** Lets health say that work is taken. */
  public void announce() {
    setAll(ServingStatus.SERVING);
    serving = true;
  }

  /** Lets health say that no work is taken, for good. */
  public void withdraw() {
    serving = false;
    health.enterTerminalState();
  }

  /** Whether work is taken. */
  public boolean serving() {
    return serving;
  }

  private void setAll(ServingStatus status) {
    health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, status);
    services.names().forEach(name -> health.setStatus(name, status));
  }

  /** Where it listens, with the port that it got. */
  public InetSocketAddress address() {
    List<InetSocketAddress> sockets =
        server.getListenSockets().stream().map(InetSocketAddress.class::cast).toList();
    return sockets.getFirst();
  }

  /** Takes no more calls; those that run go on. */
  public void refuseCalls() {
    server.shutdown();
  }

  /** Waits for the calls that run, for a while; then ends them. */
  public void end(Duration patience) throws InterruptedException {
    try {
      if (!server.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        server.shutdownNow();
        server.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
      }
    } finally {
      acceptor.close();
    }
  }
}
