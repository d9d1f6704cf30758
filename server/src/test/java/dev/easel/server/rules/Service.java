package dev.easel.server.rules;

import dev.easel.server.job.JobClaims;
import dev.easel.server.store.postgres.PostgresServer;
import dev.easel.server.store.postgres.PostgresSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Servers that are one service. The first is there at once; {@link #other()} is where callers go
 * next: another replica beside it where the store is shared, else the same server after a restart.
 */
final class Service implements AutoCloseable {
  private static final Duration STEP = Duration.ofMillis(100);

  private final Path folder;
  private final StagedSeller seller;
  private final Map<String, String> store;
  private final boolean shared;
  private final List<StagedServer> servers = new ArrayList<>();

  private Service(Path folder, StagedSeller seller, Map<String, String> store, boolean shared)
      throws Exception {
    this.folder = folder;
    this.seller = seller;
    this.store = store;
    this.shared = shared;
    servers.add(start());
  }

  static Service sidecar(Path folder, StagedSeller seller) throws Exception {
    return new Service(folder, seller, Map.of("store.kind", "sqlite"), false);
  }

  static Service replicated(Path folder, StagedSeller seller, PostgresServer postgres)
      throws Exception {
    return replicated(folder, seller, postgres.newDatabase());
  }

  static Service replicated(Path folder, StagedSeller seller, PostgresSettings database)
      throws Exception {
    return new Service(
        folder,
        seller,
        Map.of(
            "store.kind",
            "postgres",
            "store.url",
            database.url(),
            "store.user",
            database.user().orElseThrow(),
            "store.connections",
            "4"),
        true);
  }

  private StagedServer start() throws Exception {
    Path data = shared ? folder.resolve("replica" + servers.size()) : folder.resolve("sidecar");
    return StagedServer.start(data, store, seller);
  }

  StagedServer first() {
    return servers.getFirst();
  }

  /** The servers that can be called. */
  List<StagedServer> alive() {
    return shared ? List.copyOf(servers) : List.of(servers.getLast());
  }

  /** Whether what was uploaded to one server is there at {@link #other()}. */
  boolean sharesImages() {
    return !shared;
  }

  /** Where callers go next; whoever drove a job goes on driving it if it is still there. */
  StagedServer other() throws Exception {
    if (!shared) {
      first().stop();
    }
    servers.add(start());
    return servers.getLast();
  }

  /** Where callers go next when the first is gone, which leaves its jobs to this one. */
  StagedServer successor() throws Exception {
    first().stop();
    servers.add(start());
    if (shared) {
      hasten(servers.getLast());
    }
    return servers.getLast();
  }

  /**
   * Nobody takes anything over before it was heard for a lease without a gap. Time goes by at
   * nearly double the pace: its beats, four seconds apart, must not seem ten seconds apart.
   */
  private static void hasten(StagedServer server) throws InterruptedException {
    Duration lease = Duration.ofSeconds(JobClaims.LEASE_SECONDS);
    for (Duration passed = Duration.ZERO; passed.compareTo(lease) < 0; ) {
      Thread.sleep(STEP);
      Duration more = STEP.multipliedBy(4).dividedBy(5);
      server.advance(more);
      passed = passed.plus(STEP).plus(more);
    }
  }

  /** The call that works for a job now, when callers have gone to {@link #other()}. */
  Scene stage(Scene before) throws InterruptedException {
    return shared ? before : seller.next();
  }

  @Override
  public void close() {
    servers.reversed().forEach(StagedServer::close);
  }
}
