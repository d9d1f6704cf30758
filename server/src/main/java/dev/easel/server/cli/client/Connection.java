package dev.easel.server.cli.client;

import dev.easel.spi.Secret;
import dev.easel.v1.BlobServiceGrpc;
import dev.easel.v1.CatalogServiceGrpc;
import dev.easel.v1.ImageServiceGrpc;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.MetadataUtils;
import java.util.concurrent.TimeUnit;

/** A channel to one server, with a stub for each of its services. */
public final class Connection implements AutoCloseable {
  private static final Metadata.Key<String> CALLER_KEY =
      Metadata.Key.of("easel-openai-api-key", Metadata.ASCII_STRING_MARSHALLER);

  private final ServerAddress server;
  private final boolean plaintext;
  private final ManagedChannel channel;

  private Connection(ServerAddress server, boolean plaintext, ManagedChannel channel) {
    this.server = server;
    this.plaintext = plaintext;
    this.channel = channel;
  }

  /** Connects lazily: in the clear to this machine or when told to, else with TLS. */
  public static Connection to(ServerAddress server, boolean plaintext) {
    ChannelCredentials credentials =
        plaintext || server.isLoopback()
            ? InsecureChannelCredentials.create()
            : TlsChannelCredentials.create();
    // A dead server is noticed even while a job is silent; its heartbeats pay for the pings.
    ManagedChannel channel =
        Grpc.newChannelBuilderForAddress(server.host(), server.port(), credentials)
            .keepAliveTime(60, TimeUnit.SECONDS)
            .keepAliveTimeout(10, TimeUnit.SECONDS)
            .userAgent("easel-cli")
            .build();
    return new Connection(server, plaintext, channel);
  }

  /** The server. */
  public ServerAddress server() {
    return server;
  }

  /** Whether nobody on the way can read along. */
  public boolean isPrivate() {
    return !plaintext || server.isLoopback();
  }

  /** Jobs. */
  public ImageServiceGrpc.ImageServiceBlockingV2Stub images() {
    return ImageServiceGrpc.newBlockingV2Stub(channel);
  }

  /** Jobs that are paid with a key of the caller's own, which goes along with every call. */
  public ImageServiceGrpc.ImageServiceBlockingV2Stub images(Secret callerKey) {
    Metadata headers = new Metadata();
    headers.put(CALLER_KEY, callerKey.reveal());
    return images().withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  /** Bytes. */
  public BlobServiceGrpc.BlobServiceBlockingV2Stub blobs() {
    return BlobServiceGrpc.newBlockingV2Stub(channel);
  }

  /** Models and providers. */
  public CatalogServiceGrpc.CatalogServiceBlockingV2Stub catalog() {
    return CatalogServiceGrpc.newBlockingV2Stub(channel);
  }

  /** Drops the channel; nothing is waited for. */
  @Override
  public void close() {
    channel.shutdownNow();
  }
}
