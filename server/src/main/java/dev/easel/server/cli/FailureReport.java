package dev.easel.server.cli;

import dev.easel.server.cli.client.CallProblem;
import dev.easel.server.cli.view.Columns;
import io.grpc.Status.Code;
import io.grpc.StatusException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what went wrong and what to do, and finds the exit code. */
final class FailureReport implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final Surroundings surroundings;

  FailureReport(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    print(List.of(e.getMessage() + " (see: " + command + " --help)"));
    if (e instanceof UnmatchedArgumentException unmatched) {
      UnmatchedArgumentException.printSuggestions(unmatched, e.getCommandLine().getErr());
    }
    return ExitCode.USAGE.number();
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine line, ParseResult result) {
    CommandFailed failure = surroundings.stop().asked() ? interrupted(e) : failure(e);
    print(failure.lines());
    return failure.code().number();
  }

  private static CommandFailed interrupted(Exception e) {
    // A command that knows what it left behind says so itself.
    return e instanceof CommandFailed told
        ? told
        : new CommandFailed(ExitCode.INTERRUPTED, "interrupted");
  }

  private CommandFailed failure(Exception e) {
    return switch (e) {
      case CommandFailed told -> told;
      case StatusException status -> call(CallProblem.of(status));
      case FileSystemException file -> new CommandFailed(ExitCode.FAILED, file(file));
      case IOException io -> new CommandFailed(ExitCode.FAILED, String.valueOf(io.getMessage()));
      case InterruptedException _ -> new CommandFailed(ExitCode.INTERRUPTED, "interrupted");
      default -> new CommandFailed(ExitCode.FAILED, "this is a bug in Easel: " + e);
    };
  }

  private CommandFailed call(CallProblem problem) {
    if (!problem.reached()) {
      return new CommandFailed(
          ExitCode.UNREACHABLE,
          "SERVER_UNREACHABLE: "
              + problem.message()
              + "; start a server with: easel serve, or name one with --server");
    }
    List<String> lines = new ArrayList<>();
    lines.add(problem.reason() + ": " + problem.message());
    problem
        .violations()
        .forEach(each -> lines.add("  " + each.field() + ": " + each.description()));
    return new CommandFailed(code(problem.code()), lines);
  }

  private static ExitCode code(Code code) {
    return switch (code) {
      case OK -> ExitCode.OK;
      case UNAVAILABLE -> ExitCode.UNREACHABLE;
      case INVALID_ARGUMENT,
          NOT_FOUND,
          ALREADY_EXISTS,
          PERMISSION_DENIED,
          UNAUTHENTICATED,
          RESOURCE_EXHAUSTED,
          FAILED_PRECONDITION,
          OUT_OF_RANGE,
          UNIMPLEMENTED ->
          ExitCode.REFUSED;
      case CANCELLED, UNKNOWN, DEADLINE_EXCEEDED, ABORTED, INTERNAL, DATA_LOSS -> ExitCode.FAILED;
    };
  }

  private static String file(FileSystemException e) {
    String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
    return e.getFile() + ": " + reason;
  }

  private void print(List<String> lines) {
    for (String line : lines) {
      // What belongs to the line above is indented.
      String start = line.startsWith("  ") ? "  " : "easel: ";
      surroundings.terminal().err().println(start + Columns.clean(line));
    }
  }
}
