package dev.easel.server.cli;

import dev.easel.server.cli.terminal.Terminal;
import dev.easel.server.cli.view.OutputText;
import dev.easel.server.cli.view.Prices;
import dev.easel.server.cli.view.Sizes;
import dev.easel.v1.Job;
import java.io.IOException;
import java.util.List;

/** Tells what the demo made, once that is proven. */
final class DemoReport {
  private final Terminal terminal;

  DemoReport(Terminal terminal) {
    this.terminal = terminal;
  }

  void print(Job job, SavedImage saved) throws IOException, CommandFailed {
    PngFile png = prove(saved);
    List<String> lines =
        List.of(
            terminal.glyphs().good() + " " + saved.file().toAbsolutePath().normalize(),
            "  image     %dx%d PNG, %s"
                .formatted(png.width(), png.height(), Sizes.bytes(saved.image().getSizeBytes())),
            "  model     " + job.getModel() + " (" + OutputText.of(job.getOutput()) + ")",
            "  provider  " + job.getProvider() + ", emulated",
            "  price     "
                + Prices.of(job.getCost())
                + " at the real seller; here nothing was spent",
            "",
            "Next:",
            "  ./easel serve --sandbox                     a server to call, still without keys",
            "  ./easel generate \"a blue door\" -o door.png  an image from that server",
            "  ./easel models                              options, defaults and prices",
            "  FAL_KEY=... ./easel serve                   the real thing");
    lines.forEach(terminal.out()::println);
  }

  private static PngFile prove(SavedImage saved) throws IOException, CommandFailed {
    PngFile png = PngFile.read(saved.file());
    boolean asNamed =
        png.width() == saved.image().getWidth() && png.height() == saved.image().getHeight();
    if (!asNamed) {
      throw new CommandFailed(
          ExitCode.FAILED,
          saved.file() + " is " + png.width() + "x" + png.height() + ", not as the server said");
    }
    return png;
  }
}
