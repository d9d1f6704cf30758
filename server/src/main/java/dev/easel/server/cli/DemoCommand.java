package dev.easel.server.cli;

import dev.easel.sandbox.Sandbox;
import dev.easel.server.Easel;
import dev.easel.server.cli.client.Connection;
import dev.easel.server.cli.client.ServerAddress;
import dev.easel.server.cli.terminal.Progress;
import dev.easel.server.config.ConfigurationLayers;
import dev.easel.server.config.StartupException;
import dev.easel.v1.GenerateRequest;
import dev.easel.v1.Job;
import dev.easel.v1.JobOptions;
import io.grpc.StatusException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the whole way of one image on this machine alone. */
@Command(
    name = "demo",
    description = "Starts a server and a sandbox, makes an image, and stops: no keys, no spend.")
final class DemoCommand implements Callable<Integer> {
  private static final String PROMPT = "a red fox in snow";

  private final Surroundings surroundings;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "The image's file, replaced if it exists (default: easel-demo.png).")
  private Path out = Path.of("easel-demo.png");

  DemoCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    try (TemporaryFolder folder = TemporaryFolder.create();
        Sandbox sandbox = Sandboxes.start(Sandboxes.OPTIONS);
        Easel easel = start(folder.path(), sandbox.uri());
        Connection connection =
            Connection.to(ServerAddress.of(easel.grpcAddress()), /* plaintext= */ true);
        Stop.Interruptible _ = surroundings.stop().interruptMe()) {
      return draw(connection);
    } catch (StartupException e) {
      throw new CommandFailed(ExitCode.FAILED, e.problems());
    }
  }

  /** Nothing of this machine's environment may change what is shown, least of all a real key. */
  private static Easel start(Path folder, URI sandbox) throws StartupException {
    Map<String, String> flags =
        Map.of(
            "grpc.port",
            "0",
            "http.port",
            "0",
            "data.folder",
            folder.toString(),
            "sandbox.url",
            sandbox.toString());
    return Easel.start(Easel.configure(new ConfigurationLayers(Optional.empty(), Map.of(), flags)));
  }

  private int draw(Connection connection)
      throws StatusException, IOException, InterruptedException, CommandFailed {
    surroundings.terminal().err().println("Drawing \"" + PROMPT + "\" at a sandbox seller.");
    Job job = run(connection);
    JobReport.requireAll(job);
    List<SavedImage> saved =
        new ImageSaver(connection, surroundings)
            .save(job, Optional.of(surroundings.folder().resolve(out)), /* replace= */ true);
    new DemoReport(surroundings.terminal()).print(job, saved.getFirst());
    return ExitCode.OK.number();
  }

  private Job run(Connection connection) throws StatusException, InterruptedException {
    GenerateRequest request =
        GenerateRequest.newBuilder()
            .setPrompt(PROMPT)
            .setOptions(JobOptions.newBuilder().setRequestId(UUID.randomUUID().toString()))
            .build();
    JobRunner runner = new JobRunner(connection, surroundings.time());
    try (Progress progress = Progress.on(surroundings.terminal(), surroundings.time())) {
      return runner.follow(start(runner, request).getId(), progress);
    }
  }

  private static Job start(JobRunner runner, GenerateRequest request)
      throws StatusException, InterruptedException {
    return runner.start(images -> images.generate(request).getJob(), Optional.empty());
  }
}
