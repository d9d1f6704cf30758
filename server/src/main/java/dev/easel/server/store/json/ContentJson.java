package dev.easel.server.store.json;

import dev.easel.server.domain.Attempt;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobState;
import dev.easel.server.domain.Progress;
import dev.easel.server.domain.SlotResult;
import dev.easel.spi.LogLine;
import java.util.Map;
import java.util.function.Function;

/** What happened to a job. */
final class ContentJson {
  private static final Map<String, Function<Value, ? extends JobEvent.Content>> KINDS =
      Map.of(
          "state_changed", ContentJson::readStateChanged,
          "result_added", value -> new JobEvent.ResultAdded(ResultJson.read(value)),
          "attempt_changed", value -> new JobEvent.AttemptChanged(AttemptJson.read(value)),
          "progressed", value -> new JobEvent.Progressed(ProgressJson.read(value)),
          "logged", value -> new JobEvent.Logged(readLine(value)),
          "previewed", ContentJson::readPreviewed);

  private ContentJson() {}

  static JsonText write(JobEvent.Content content) {
    return switch (content) {
      case JobEvent.StateChanged changed -> Draft.kind("state_changed", writeStateChanged(changed));
      case JobEvent.ResultAdded(SlotResult result) ->
          Draft.kind("result_added", ResultJson.write(result));
      case JobEvent.AttemptChanged(Attempt attempt) ->
          Draft.kind("attempt_changed", AttemptJson.write(attempt));
      case JobEvent.Progressed(Progress progress) ->
          Draft.kind("progressed", ProgressJson.write(progress));
      case JobEvent.Logged(LogLine line) -> Draft.kind("logged", writeLine(line));
      case JobEvent.Previewed preview -> Draft.kind("previewed", writePreviewed(preview));
    };
  }

  static JobEvent.Content read(Value value) {
    return value.kind(KINDS);
  }

  private static JsonText writeStateChanged(JobEvent.StateChanged changed) {
    return new Draft()
        .word("state", changed.state())
        .value("job", changed.job(), JobMembers::write)
        .json();
  }

  private static JobEvent.StateChanged readStateChanged(Value value) {
    return value.object(changed ->
        new JobEvent.StateChanged(
            changed.get("state").word(JobState.class),
            changed.find("job", job -> job.object(JobMembers::read))));
  }

  private static JsonText writeLine(LogLine line) {
    return new Draft()
        .text("level", line.level())
        .text("message", line.message())
        .time("time", line.time())
        .json();
  }

  private static LogLine readLine(Value value) {
    return value.object(line ->
        new LogLine(line.get("level").text(), line.get("message").text(), line.get("time").time()));
  }

  private static JsonText writePreviewed(JobEvent.Previewed preview) {
    return new Draft()
        .number("slot", preview.slot())
        .number("ordinal", preview.ordinal())
        .value("blob", BlobJson.write(preview.blob()))
        .value("facts", FactsJson.write(preview.facts()))
        .json();
  }

  private static JobEvent.Previewed readPreviewed(Value value) {
    return value.object(preview ->
        new JobEvent.Previewed(
            preview.get("slot").smallNumber(),
            preview.get("ordinal").smallNumber(),
            BlobJson.read(preview.get("blob")),
            FactsJson.read(preview.get("facts"))));
  }
}
