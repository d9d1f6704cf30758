package dev.easel.server.blob.s3;

import dev.easel.spi.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real S3 server over a folder, in a process of its own, with a class path that is not ours: that
 * of the module {@code server/s3proxy}.
 */
public final class S3Server implements AutoCloseable {
  public static final Secret ACCESS_KEY = Secret.of("easel-tests");
  public static final Secret SECRET_KEY = Secret.of("secret-5e2b41c9d7");

  private static final Path CLASS_PATH = Path.of("s3proxy", "target", "class-path");
  private static final AtomicInteger BUCKETS = new AtomicInteger();
  private static final int SECONDS_TO_START = 60;

  private final Path folder;
  private final int port;
  private Process process;

  /** Starts one whose files are in this folder. */
  public S3Server(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    this.port = freePort();
    Files.createDirectories(objects());
    this.process = start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Path objects() {
    return folder.resolve("objects");
  }

  private Process start() throws IOException, InterruptedException {
    Path properties = folder.resolve("s3proxy.properties");
    Files.writeString(
        properties,
        """
        s3proxy.endpoint=http://127.0.0.1:%d
        s3proxy.authorization=aws-v4
        s3proxy.identity=%s
        s3proxy.credential=%s
        jclouds.provider=filesystem-nio2
        jclouds.filesystem.basedir=%s
        """
            .formatted(port, ACCESS_KEY.reveal(), SECRET_KEY.reveal(), objects()));
    Path log = folder.resolve("log");
    Process started =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                Files.readString(CLASS_PATH).strip(),
                "org.gaul.s3proxy.Main",
                "--properties",
                properties.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    awaitPort(started, log);
    return started;
  }

  private void awaitPort(Process started, Path log) throws IOException, InterruptedException {
    for (int tries = 0; tries < SECONDS_TO_START * 20; tries++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (socket.isConnected()) {
          return;
        }
      } catch (IOException e) {
        if (started.waitFor(50, TimeUnit.MILLISECONDS)) {
          break;
        }
      }
    }
    started.destroyForcibly();
    throw new IOException("the S3 server did not start: " + Files.readString(log));
  }

  public int port() {
    return port;
  }

  /** A new bucket; nothing is in it. */
  public String newBucket() throws IOException {
    String name = "images" + BUCKETS.incrementAndGet();
    Files.createDirectory(objects().resolve(name));
    return name;
  }

  /** A bucket of this server, reached at a port, which may be somebody's in between. */
  public static S3Settings settings(int port, String bucket) {
    return new S3Settings(
        URI.create("http://127.0.0.1:" + port),
        "us-east-1",
        bucket,
        "images/",
        ACCESS_KEY,
        SECRET_KEY,
        Optional.empty(),
        true);
  }

  /** Every object, by bucket and name. */
  public Set<String> objectNames() throws IOException {
    try (Stream<Path> files = Files.walk(objects())) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> objects().relativize(file).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** Where the server keeps an object, for what happens behind everybody's back. */
  public Path file(String bucket, String key) {
    return objects().resolve(bucket).resolve(key);
  }

  /** Kills the process at once. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Starts a killed server again where it was. */
  public void restart() throws IOException, InterruptedException {
    process = start();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
