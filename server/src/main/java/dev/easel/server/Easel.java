package dev.easel.server;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.Stage;
import com.google.inject.util.Modules;
import dev.easel.http.egress.EgressPolicy;
import dev.easel.http.egress.SourceFetcher;
import dev.easel.http.egress.SourceLimits;
import dev.easel.server.admit.BytesInFlight;
import dev.easel.server.admit.CallerInterceptor;
import dev.easel.server.admit.DirectMemory;
import dev.easel.server.admit.FileDescriptors;
import dev.easel.server.admit.MemoryWatch;
import dev.easel.server.admit.Room;
import dev.easel.server.api.ApiModule;
import dev.easel.server.api.GrpcServer;
import dev.easel.server.api.GrpcServices;
import dev.easel.server.blob.BlobModule;
import dev.easel.server.blob.BlobStore;
import dev.easel.server.blob.Links;
import dev.easel.server.blob.UploadSettings;
import dev.easel.server.catalog.CatalogModule;
import dev.easel.server.catalog.ModelCatalog;
import dev.easel.server.catalog.Retirement;
import dev.easel.server.catalog.Seller;
import dev.easel.server.cli.ExitCode;
import dev.easel.server.config.Address;
import dev.easel.server.config.Configuration;
import dev.easel.server.config.ConfigurationLayers;
import dev.easel.server.config.StartupException;
import dev.easel.server.cost.CostModule;
import dev.easel.server.domain.Attempt;
import dev.easel.server.domain.Job;
import dev.easel.server.fetch.FetchModule;
import dev.easel.server.fetch.GuardedLinks;
import dev.easel.server.fetch.SourceLinks;
import dev.easel.server.job.Adoption;
import dev.easel.server.job.Callbacks;
import dev.easel.server.job.ClaimKeeper;
import dev.easel.server.job.JobEngine;
import dev.easel.server.job.JobMemory;
import dev.easel.server.job.JobModule;
import dev.easel.server.job.JobSettings;
import dev.easel.server.job.KeptVolume;
import dev.easel.server.job.RemoteChanges;
import dev.easel.server.job.Reports;
import dev.easel.server.job.Retention;
import dev.easel.server.job.Strays;
import dev.easel.server.job.TerminalWaits;
import dev.easel.server.job.WatchHub;
import dev.easel.server.observe.LibraryLogs;
import dev.easel.server.provider.ProviderInstances;
import dev.easel.server.provider.ProviderKinds;
import dev.easel.server.provider.ProviderModule;
import dev.easel.server.route.RouteModule;
import dev.easel.server.web.BlobPage;
import dev.easel.server.web.CallbackPage;
import dev.easel.server.web.HealthPage;
import dev.easel.server.web.HttpPort;
import dev.easel.spi.CallerKey;
import dev.easel.spi.Model;
import dev.easel.spi.Offering;
import dev.easel.spi.ProviderContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.server.Handler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An Easel server: what it is made of, how it starts and how it stops, from top to bottom. */
public final class Easel implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Easel.class);

  /** One in so many bytes of the heap is for those who read images by links. */
  private static final int LINK_PART = 16;

  private static final Duration LAST_CALLS = Duration.ofSeconds(3);

  /** What became of a request that was under way is committed while there is a store. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  /** Beyond the grace, for the last calls, the last words, and whatever is closed. */
  private static final Duration LAST_RESORT = Duration.ofSeconds(15);

  private final Configuration configuration;
  private final Closing closing = new Closing();
  private final Machine machine;
  private final DirectMemory memory = new DirectMemory();
  private final LastResort lastResort;
  private final MemoryWatch memoryWatch;
  private final ProviderInstances providers;
  private final Storage storage;
  private final Injector injector;
  private final HttpPort http;
  private final GrpcServer grpc;

  /**
   * Starts a server; it takes calls when this returns.
   *
   * @throws StartupException naming everything that stands against it; nothing is left running
   */
  public static Easel start(Configuration configuration) throws StartupException {
    return start(configuration, bindings -> bindings);
  }

  /** The same with other bindings, for a server whose ports are wrapped. */
  static Easel start(Configuration configuration, UnaryOperator<Module> bindings)
      throws StartupException {
    return new Easel(configuration, ProviderKinds.find(), bindings);
  }

  /**
   * Reads the configuration of a server with the providers on the class path.
   *
   * @throws StartupException naming everything that is wrong with it
   */
  public static Configuration configure(ConfigurationLayers layers) throws StartupException {
    try {
      return Configuration.load(layers, ProviderKinds.find().factories());
    } catch (IllegalStateException e) {
      throw StartupException.of(String.valueOf(e.getMessage()));
    }
  }

  /** The version of this server, {@code dev} outside a built jar. */
  public static String version() {
    return Optional.ofNullable(Easel.class.getPackage().getImplementationVersion()).orElse("dev");
  }

  private Easel(Configuration configuration, ProviderKinds kinds, UnaryOperator<Module> bindings)
      throws StartupException {
    this.configuration = configuration;
    LibraryLogs.join();
    try {
      machine = closing.register(new Machine());
      lastResort =
          closing.register(
              new LastResort(
                  configuration.shutdownGrace().plus(LAST_RESORT),
                  machine.clockwork().sleeper(),
                  Easel::halt));
      memoryWatch =
          closing.register(
              new MemoryWatch(
                  memory,
                  machine.clockwork().sleeper(),
                  machine.clockwork().nanos(),
                  this::endForWantOfMemory));
      providers = closing.register(ProviderInstances.make(configuration, kinds, context()));
      configuration.unusable().forEach(line -> log.warn("not used: {}", line));
      ModelCatalog catalog = readCatalog();
      storage = Storage.open(configuration, machine, closing);
      FileDescriptors files = FileDescriptors.now();
      Module module = Modules.combine(modules(catalog, files));
      injector = Guice.createInjector(Stage.PRODUCTION, bindings.apply(module));
      closing.register(this::leave);
      injector.getInstance(WatchHub.class).start();
      injector.getInstance(Strays.class).start();
      injector.getInstance(Retention.class).start();
      injector.getInstance(ClaimKeeper.class).start();
      RemoteChanges changes = injector.getInstance(RemoteChanges.class);
      changes.start();
      storage.shared().ifPresent(database -> database.listen(changes::hint));
      http = closing.register(openHttp(files));
      grpc = openGrpc(files);
      closing.register(() -> grpc.end(Duration.ZERO));
      lastResort.start();
      memoryWatch.start();
      // Last, since from here on work is done for jobs: nothing that can fail comes after it.
      injector.getInstance(Adoption.class).start();
      grpc.announce();
    } catch (StartupException | RuntimeException e) {
      closing.close();
      throw e;
    }
  }

  private List<Module> modules(ModelCatalog catalog, FileDescriptors files) {
    BlobStore blobs = storage.blobs();
    return List.of(
        new StrictModule(),
        new MachineModule(machine),
        new ProviderModule(providers),
        new CatalogModule(catalog),
        new CostModule(),
        new RouteModule(providers.names()),
        new FetchModule(openLinks(blobs)),
        new BlobModule(
            blobs,
            new UploadSettings(configuration.uploadRetention(), configuration.maxUploads()),
            new Links(
                blobs,
                storage.links(),
                configuration.links().validity(),
                machine.clockwork().wall())),
        storage.jobs(),
        new JobModule(
            new JobSettings(
                configuration.retention(),
                new KeptVolume(
                    configuration.maxKept(), configuration.maxKeptBytes().orElse(Long.MAX_VALUE)),
                configuration.executionTimeout(),
                configuration.maxAttempts(),
                configuration.maxRunning(),
                JobMemory.of(Runtime.getRuntime().maxMemory()),
                configuration
                    .callbacks()
                    .map(settings -> new Callbacks(settings.url(), settings.secret())))),
        new ApiModule(Math.min(files.forReads(), DirectMemory.reads())));
  }

  private ModelCatalog readCatalog() throws StartupException {
    List<Seller> sellers =
        providers.all().stream()
            .map(instance -> new Seller(instance.name(), instance.kind(), instance.catalog()))
            .toList();
    ModelCatalog catalog = new ModelCatalog(sellers, configuration.defaultModel());
    if (!catalog.has(catalog.defaultModel())) {
      List<String> models = catalog.models().stream().map(Model::id).toList();
      throw StartupException.of(
          "models.default: nobody offers %s; there are %s"
              .formatted(catalog.defaultModel(), String.join(", ", models)));
    }
    for (Seller seller : sellers) {
      checkCallerKey(seller);
    }
    LocalDate today = LocalDate.ofInstant(machine.clockwork().now(), ZoneOffset.UTC);
    new Retirement(catalog).warnings(today).forEach(log::warn);
    return catalog;
  }

  /** A key under a name that nobody lifts out of a call would never arrive. */
  private static void checkCallerKey(Seller seller) throws StartupException {
    for (Offering offering : seller.catalog().offerings()) {
      Optional<String> name = offering.callerKey().map(CallerKey::metadata);
      if (name.isPresent() && !name.get().equals(CallerInterceptor.KEY_NAME)) {
        throw StartupException.of(
            "providers.%s: its catalog takes a caller's key as %s; this server knows %s only"
                .formatted(seller.name(), name.get(), CallerInterceptor.KEY_NAME));
      }
    }
  }

  private ProviderContext context() {
    return new ProviderContext(
        machine.clockwork().wall(),
        machine.clockwork().sleeper(),
        machine.random(),
        "easel/" + version());
  }

  /** Health says so from now on; jobs that run get the time that they get at any stop. */
  private void endForWantOfMemory() {
    lastResort.begin();
    log.error(
        "the memory for connections has been exhausted for five seconds, and so the server ends;"
            + " there are {} MiB, see -XX:MaxDirectMemorySize",
        DirectMemory.limit() >> 20);
    try {
      close();
    } finally {
      halt();
    }
  }

  private static void halt() {
    Runtime.getRuntime().halt(ExitCode.SERVER_FAILED.number());
  }

  private SourceLinks openLinks(BlobStore blobs) {
    EgressPolicy policy = EgressPolicy.with(configuration.sourceExceptions());
    SourceFetcher fetcher =
        closing.register(
            SourceFetcher.overNetwork(policy, SourceLimits.usual(), "easel/" + version()));
    return new GuardedLinks(policy, fetcher, blobs);
  }

  private HttpPort openHttp(FileDescriptors files) throws StartupException {
    Address address = configuration.http();
    try {
      // Asked from the moment the port is open, which is before gRPC is.
      return HttpPort.open(
          address.socket(), machine.executor(), files.forHttp().most(), pages(files));
    } catch (IOException e) {
      throw notFree("HTTP", "http.port", address, e);
    }
  }

  private Handler pages(FileDescriptors files) {
    List<Handler> pages = new ArrayList<>();
    pages.add(new HealthPage(this::isServing));
    if (configuration.callbacks().isPresent()) {
      pages.add(new CallbackPage(injector.getInstance(Reports.class)));
    }
    storage
        .links()
        .ifPresent(links ->
            pages.add(
                new BlobPage(
                    links,
                    injector.getInstance(BlobStore.class),
                    machine.clockwork().wall(),
                    linkReaders(files))));
    return new Handler.Sequence(pages);
  }

  /** Each holds a window of the heap. */
  private static int linkReaders(FileDescriptors files) {
    long windows = Runtime.getRuntime().maxMemory() / LINK_PART / BlobPage.WINDOW;
    return (int) Math.min(files.forLinks(), Math.max(1, windows));
  }

  private GrpcServer openGrpc(FileDescriptors files) throws StartupException {
    Address address = configuration.grpc();
    warnIfOpen(address);
    try {
      return GrpcServer.open(
          injector.getInstance(GrpcServices.class),
          address.socket(),
          machine.executor(),
          room(files),
          version());
    } catch (IOException e) {
      throw notFree("gRPC", "grpc.port", address, e);
    }
  }

  private Room room(FileDescriptors files) {
    long usual = BytesInFlight.usual(Runtime.getRuntime().maxMemory(), DirectMemory.limit());
    return new Room(
        new BytesInFlight(configuration.maxRequestBytes().orElse(usual)),
        memory,
        memoryWatch,
        files.forGrpc());
  }

  private static void warnIfOpen(Address address) {
    if (!address.isLoopback()) {
      log.warn(
          "gRPC on {} is open to the network: whoever reaches it may spend, since this version"
              + " knows no callers",
          address);
    }
  }

  private static StartupException notFree(
      String what, String key, Address address, IOException cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return StartupException.of(
        "%s cannot listen on %s: %s; set %s to another port, or to 0 for a free one"
            .formatted(what, address, root.getMessage(), key));
  }

  private boolean isServing() {
    GrpcServer server = grpc;
    return server != null && server.serving();
  }

  /** Where gRPC is served. */
  public InetSocketAddress grpcAddress() {
    return grpc.address();
  }

  /** Where HTTP is served. */
  public InetSocketAddress httpAddress() {
    return http.address();
  }

  /**
   * Stops: says so, takes no more work, waits for the jobs that run, then for the last calls. Takes
   * no longer than the configured grace and a few seconds.
   */
  @Override
  public void close() {
    JobEngine engine = injector.getInstance(JobEngine.class);
    grpc.withdraw();
    engine.drain();
    try {
      if (!engine.awaitIdle(configuration.shutdownGrace())) {
        engine.running().forEach(Easel::logUnfinished);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    grpc.refuseCalls();
    injector.getInstance(WatchHub.class).drain();
    injector.getInstance(TerminalWaits.class).endAll();
    leave();
    try {
      grpc.end(LAST_CALLS);
      engine.awaitIdle(LAST_WORDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closing.close();
    }
  }

  /** Lets others take over at once; before the store is closed. */
  private void leave() {
    injector.getInstance(JobEngine.class).leave();
  }

  /** What may have been paid for must be findable. */
  private static void logUnfinished(Job job) {
    String request =
        job.openAttempt().flatMap(Attempt::providerRequestId).orElse("none accepted yet");
    log.warn(
        "job {} is left unfinished at {}, request there: {}",
        job.id(),
        job.currentRoute().provider(),
        request);
  }
}
