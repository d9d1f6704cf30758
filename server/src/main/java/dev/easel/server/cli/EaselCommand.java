package dev.easel.server.cli;

import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Spec;

/** The program itself: without a command it shows its help. */
@Command(
    name = "easel",
    description = "One gRPC service in front of every seller of the gpt-image family.",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    scope = CommandLine.ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND")
final class EaselCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec = CommandSpec.create();

  EaselCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(surroundings.terminal().err());
    return ExitCode.USAGE.number();
  }

  /** Adds the table of exit codes to the help of every command. */
  static void describeExitCodes(CommandLine line) {
    String codes =
        "%nExit codes:%n"
            + String.join(
                "%n",
                Arrays.stream(ExitCode.values())
                    .map(code -> "  %3d  %s".formatted(code.number(), code.meaning()))
                    .toList())
            + "%n";
    IHelpSectionRenderer renderer = help -> codes.formatted();
    line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_FOOTER, renderer);
    line.getSubcommands().values().forEach(EaselCommand::describeExitCodes);
  }
}
