package dev.easel.server.cli;

import dev.easel.v1.GenerateRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes images of a prompt and saves them. */
@Command(name = "generate", description = "Makes images of a prompt and saves them.")
final class GenerateCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final RequestOptions request = new RequestOptions();
  @Mixin private final RunOptions options;

  GenerateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.options = new RunOptions(surroundings);
  }

  @Override
  public Integer call() throws Exception {
    GenerateRequest wanted =
        request.generate(options.files().format(request.format()), options.requestId());
    options.files().check(surroundings.folder(), request.count());
    return new ImageRun(surroundings, options)
        .carryOut((_, _) -> images -> images.generate(wanted).getJob());
  }
}
