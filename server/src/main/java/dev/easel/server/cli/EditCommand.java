package dev.easel.server.cli;

import dev.easel.v1.EditRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Changes images as a prompt says and saves what comes of it. */
@Command(name = "edit", description = "Changes images as a prompt says and saves the results.")
final class EditCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final SourceOptions sources = new SourceOptions();
  @Mixin private final RequestOptions request = new RequestOptions();
  @Mixin private final RunOptions options;

  EditCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.options = new RunOptions(surroundings);
  }

  @Override
  public Integer call() throws Exception {
    EditRequest wanted =
        request.edit(options.files().format(request.format()), options.requestId());
    sources.requireImage();
    sources.check(surroundings.folder());
    options.files().check(surroundings.folder(), request.count());
    return new ImageRun(surroundings, options)
        .carryOut((connection, progress) -> {
          SourceSender sender = new SourceSender(connection, surroundings, progress);
          EditRequest whole = sources.addTo(wanted, sender);
          return images -> images.edit(whole).getJob();
        });
  }
}
