package dev.easel.server.config;

import dev.easel.http.egress.EgressExceptions;
import dev.easel.spi.ImageProviderFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Everything that can be configured, read and checked.
 *
 * @param grpc where to serve gRPC
 * @param http where to serve HTTP
 * @param dataFolder where images go, for good or on their way, and jobs where they are kept in a
 *     file
 * @param dataReserve bytes of the disk kept free for results; empty for the usual reserve
 * @param store where jobs are kept
 * @param database the database that they are kept in; empty if they are kept elsewhere
 * @param bucket what images are kept in; empty if they are kept in the data folder
 * @param sandbox a sandbox that stands in for every seller
 * @param defaultModel model of requests that name none
 * @param routingOrder instances, preferred ones first
 * @param retention how long jobs and images are kept
 * @param maxKept most jobs kept
 * @param maxKeptBytes most bytes of result images kept; empty for no limit of their own
 * @param executionTimeout ceiling on one provider's work
 * @param maxAttempts most attempts of one job
 * @param maxRunning most jobs at one time
 * @param sourceExceptions what callers' URLs may name beside the public internet
 * @param maxRequestBytes most bytes of requests in memory; empty for the usual part of it
 * @param uploadRetention how long uploads are kept
 * @param maxUploads most uploads at one time
 * @param callbacks where sellers report on work, if they can reach this server
 * @param links how links lead to images
 * @param shutdownGrace how long a stopping server waits for its jobs
 * @param instances the provider instances that can be made
 * @param unusable instances and kinds that cannot, one line each with what they lack
 * @param rendering the effective settings for people, secrets masked
 */
public record Configuration(
    Address grpc,
    Address http,
    Path dataFolder,
    Optional<Long> dataReserve,
    StoreKind store,
    Optional<DatabaseSettings> database,
    Optional<BucketSettings> bucket,
    Optional<URI> sandbox,
    Optional<String> defaultModel,
    List<String> routingOrder,
    Duration retention,
    int maxKept,
    Optional<Long> maxKeptBytes,
    Duration executionTimeout,
    int maxAttempts,
    int maxRunning,
    EgressExceptions sourceExceptions,
    Optional<Long> maxRequestBytes,
    Duration uploadRetention,
    int maxUploads,
    Optional<CallbackSettings> callbacks,
    LinkSettings links,
    Duration shutdownGrace,
    List<InstanceSettings> instances,
    List<String> unusable,
    String rendering) {
  public Configuration {
    routingOrder = List.copyOf(routingOrder);
    instances = List.copyOf(instances);
    unusable = List.copyOf(unusable);
  }

  /**
   * Reads the layers.
   *
   * @param kinds the provider kinds there are, whose settings are checked too
   * @throws StartupException naming everything that is wrong at once
   */
  public static Configuration load(
      ConfigurationLayers layers, Collection<ImageProviderFactory> kinds) throws StartupException {
    return new ConfigurationReader(layers, kinds).read();
  }

  /** The effective settings for people, one a line with the place of each, secrets masked. */
  public String render() {
    return rendering;
  }
}
