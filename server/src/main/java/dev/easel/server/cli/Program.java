package dev.easel.server.cli;

import dev.easel.server.cli.client.ServerAddress;
import dev.easel.server.cli.view.Words;
import dev.easel.v1.Background;
import dev.easel.v1.ImageFormat;
import dev.easel.v1.InputFidelity;
import dev.easel.v1.Job;
import dev.easel.v1.Moderation;
import dev.easel.v1.Money;
import dev.easel.v1.Quality;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;

/** The commands, put together. */
public final class Program {
  private Program() {}

  /** A command line in the given surroundings. */
  public static CommandLine in(Surroundings surroundings) {
    CommandLine line =
        new CommandLine(new EaselCommand(surroundings))
            .addSubcommand(new ServeCommand(surroundings))
            .addSubcommand(new SandboxCommand(surroundings))
            .addSubcommand(new DemoCommand(surroundings))
            .addSubcommand(new GenerateCommand(surroundings))
            .addSubcommand(new EditCommand(surroundings))
            .addSubcommand(new WatchCommand(surroundings))
            .addSubcommand(new JobsCommand(surroundings))
            .addSubcommand(new ModelsCommand(surroundings))
            .addSubcommand(new QuoteCommand(surroundings))
            .addSubcommand(new CommandLine.HelpCommand())
            .addSubcommand(new GenerateCompletion());
    converters(line);
    EaselCommand.describeExitCodes(line);
    FailureReport report = new FailureReport(surroundings);
    return line
        // A prompt may begin with an @.
        .setExpandAtFiles(false)
        .setOut(writer(surroundings.terminal().out()))
        .setErr(writer(surroundings.terminal().err()))
        .setUsageHelpWidth(Math.clamp(surroundings.terminal().columns(), 80, 110))
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(
                surroundings.terminal().color()
                    ? CommandLine.Help.Ansi.ON
                    : CommandLine.Help.Ansi.OFF))
        .setParameterExceptionHandler(report)
        .setExecutionExceptionHandler(report);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, stream.charset());
  }

  private static void converters(CommandLine line) {
    line.registerConverter(Duration.class, Texts::duration)
        .registerConverter(Money.class, Texts::dollars)
        .registerConverter(SizeWanted.class, SizeWanted::parse)
        .registerConverter(SourceWanted.class, SourceWanted::parse)
        .registerConverter(ServerAddress.class, ServerAddress::parse)
        .registerConverter(
            Quality.class, word -> Quality.valueOf(Words.find(Quality.getDescriptor(), word)))
        .registerConverter(
            Background.class,
            word -> Background.valueOf(Words.find(Background.getDescriptor(), word)))
        .registerConverter(
            ImageFormat.class,
            word -> ImageFormat.valueOf(Words.find(ImageFormat.getDescriptor(), word)))
        .registerConverter(
            Moderation.class,
            word -> Moderation.valueOf(Words.find(Moderation.getDescriptor(), word)))
        .registerConverter(
            InputFidelity.class,
            word -> InputFidelity.valueOf(Words.find(InputFidelity.getDescriptor(), word)))
        .registerConverter(
            Job.State.class,
            word -> Job.State.valueOf(Words.find(Job.State.getDescriptor(), word)));
  }
}
