package dev.easel.server.blob.s3;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one S3 server of a test run, which is started when the first one asks. */
public final class SharedS3 implements ParameterResolver {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == S3Server.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .getOrComputeIfAbsent(Running.class, type -> new Running(), Running.class)
        .server;
  }

  /** Ends with the test run. */
  static final class Running implements AutoCloseable {
    private final Path folder;
    private final S3Server server;

    Running() {
      try {
        folder = Files.createTempDirectory("easel-s3");
        server = new S3Server(folder);
      } catch (IOException e) {
        throw new IllegalStateException("no S3 server can be started", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("no S3 server was waited for", e);
      }
    }

    @Override
    public void close() throws IOException, InterruptedException {
      server.close();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
