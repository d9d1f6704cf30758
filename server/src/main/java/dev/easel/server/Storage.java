package dev.easel.server;

import com.google.inject.Module;
import dev.easel.server.blob.BlobStore;
import dev.easel.server.blob.LinkKey;
import dev.easel.server.blob.Reserve;
import dev.easel.server.blob.ReservingBlobStore;
import dev.easel.server.blob.SignedLinks;
import dev.easel.server.blob.disk.DiskBlobStore;
import dev.easel.server.blob.s3.S3BlobStore;
import dev.easel.server.blob.s3.S3Limits;
import dev.easel.server.blob.s3.S3Settings;
import dev.easel.server.blob.s3.S3Surroundings;
import dev.easel.server.cli.ExitCode;
import dev.easel.server.config.BucketSettings;
import dev.easel.server.config.Configuration;
import dev.easel.server.config.DatabaseSettings;
import dev.easel.server.config.LinkSettings;
import dev.easel.server.config.StartupException;
import dev.easel.server.store.memory.MemoryStoreModule;
import dev.easel.server.store.postgres.PostgresDatabase;
import dev.easel.server.store.postgres.PostgresSettings;
import dev.easel.server.store.postgres.PostgresStoreModule;
import dev.easel.server.store.postgres.UnusableDatabaseException;
import dev.easel.server.store.sqlite.SqliteDatabase;
import dev.easel.server.store.sqlite.SqliteStoreModule;
import dev.easel.server.store.sqlite.UnusableStoreException;
import dev.easel.spi.Secret;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What outlives the process: the jobs' store, the images, and the key of the links to them. */
final class Storage {
  private static final Logger log = LoggerFactory.getLogger(Storage.class);

  private final Configuration configuration;
  private final Machine machine;
  private final Closing closing;
  private final Optional<SignedLinks> links;
  private final Optional<PostgresDatabase> shared;
  private final Module jobs;
  private final BlobStore blobs;

  private Storage(Configuration configuration, Machine machine, Closing closing)
      throws StartupException {
    this.configuration = configuration;
    this.machine = machine;
    this.closing = closing;
    DataFolder folder = openFolder();
    links = signLinks(folder);
    shared = openShared();
    jobs = openJobs(folder);
    blobs = openBlobs(folder);
  }

  /**
   * Opens it all as configured; what is to be closed is registered.
   *
   * @throws StartupException if something cannot be opened, naming its setting
   */
  static Storage open(Configuration configuration, Machine machine, Closing closing)
      throws StartupException {
    return new Storage(configuration, machine, closing);
  }

  /** What makes links to images, where there are any. */
  Optional<SignedLinks> links() {
    return links;
  }

  /** The database that replicas share, where they do. */
  Optional<PostgresDatabase> shared() {
    return shared;
  }

  /** The bindings of the jobs' store. */
  Module jobs() {
    return jobs;
  }

  /** The images. */
  BlobStore blobs() {
    return blobs;
  }

  private DataFolder openFolder() throws StartupException {
    try {
      return closing.register(DataFolder.open(configuration.dataFolder()));
    } catch (IOException e) {
      throw StartupException.of("data.folder: " + e.getMessage());
    }
  }

  private Module openJobs(DataFolder folder) throws StartupException {
    return switch (configuration.store()) {
      case SQLITE -> new SqliteStoreModule(openDatabase(folder));
      case POSTGRES -> new PostgresStoreModule(shared.orElseThrow());
      case MEMORY -> new MemoryStoreModule();
    };
  }

  private Optional<PostgresDatabase> openShared() throws StartupException {
    if (configuration.database().isEmpty()) {
      return Optional.empty();
    }
    DatabaseSettings settings = configuration.database().get();
    PostgresSettings reached =
        new PostgresSettings(
            settings.url(), settings.user(), settings.password(), settings.connections());
    String driver = machine.identifiers().driver();
    try {
      return Optional.of(
          closing.register(PostgresDatabase.open(reached, driver, machine.clockwork())));
    } catch (UnusableDatabaseException e) {
      throw StartupException.of("store.url: the jobs' database: " + e.getMessage());
    }
  }

  private SqliteDatabase openDatabase(DataFolder folder) throws StartupException {
    try {
      return closing.register(SqliteDatabase.open(folder.path(), Storage::endAtOnce));
    } catch (UnusableStoreException e) {
      throw StartupException.of("store: " + e.getMessage());
    }
  }

  /**
   * Nothing may be sent or told on the strength of what this process believes to be on the disk;
   * the next one looks at what there is.
   */
  private static void endAtOnce(Throwable why) {
    log.error("the jobs' database has failed, and so the server ends at once", why);
    Runtime.getRuntime().halt(ExitCode.SERVER_FAILED.number());
  }

  private BlobStore openBlobs(DataFolder folder) throws StartupException {
    try {
      FileStore disk = Files.getFileStore(folder.path());
      long reserved = configuration.dataReserve().orElse(Reserve.usual(disk.getTotalSpace()));
      BlobStore store =
          configuration.bucket().isPresent()
              ? openBucket(folder, configuration.bucket().get())
              : new DiskBlobStore(folder.path().resolve("blobs"), machine.identifiers());
      return new ReservingBlobStore(
          store, new Reserve(disk::getUsableSpace, reserved), machine.clockwork().sleeper());
    } catch (IOException e) {
      throw StartupException.of("data.folder: " + e.getMessage());
    }
  }

  private BlobStore openBucket(DataFolder folder, BucketSettings settings) throws StartupException {
    S3Settings bucket =
        new S3Settings(
            settings.endpoint(),
            settings.region(),
            settings.bucket(),
            settings.prefix(),
            settings.accessKey(),
            settings.secretKey(),
            settings.sessionToken(),
            settings.pathStyle());
    S3Surroundings surroundings =
        new S3Surroundings(
            machine.clockwork().wall(),
            machine.clockwork()::deadline,
            machine.clockwork().sleeper(),
            machine.random(),
            "easel/" + Easel.version());
    try {
      Path spool = folder.path().resolve("spool");
      return closing.register(
          S3BlobStore.open(bucket, S3Limits.usual(), surroundings, spool, machine.identifiers()));
    } catch (IOException e) {
      throw StartupException.of("blobs: " + e.getMessage());
    }
  }

  /** The key is looked for only where links lead to this server. */
  private Optional<SignedLinks> signLinks(DataFolder folder) throws StartupException {
    LinkSettings settings = configuration.links();
    if (settings.url().isEmpty()) {
      return Optional.empty();
    }
    try {
      Secret key =
          settings.secret().isPresent()
              ? settings.secret().get()
              : new LinkKey(folder.path().resolve("links.key")).keep(new SecureRandom());
      return Optional.of(new SignedLinks(settings.url().get(), key));
    } catch (IOException e) {
      throw StartupException.of("links.url: the key of links: " + e.getMessage());
    }
  }
}
