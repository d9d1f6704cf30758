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

  static void write(JobEvent.Content content, Draft draft) {
    switch (content) {
      case JobEvent.StateChanged changed ->
          draft.value("state_changed", changed, ContentJson::writeStateChanged);
      case JobEvent.ResultAdded(SlotResult result) ->
          draft.value("result_added", result, ResultJson::write);
      case JobEvent.AttemptChanged(Attempt attempt) ->
          draft.value("attempt_changed", attempt, AttemptJson::write);
      case JobEvent.Progressed(Progress progress) ->
          draft.value("progressed", progress, ProgressJson::write);
      case JobEvent.Logged(LogLine line) -> draft.value("logged", line, ContentJson::writeLine);
      case JobEvent.Previewed preview ->
          draft.value("previewed", preview, ContentJson::writePreviewed);
    }
  }

  static JobEvent.Content read(Value value) {
    return value.kind(KINDS);
  }

  private static void writeStateChanged(JobEvent.StateChanged changed, Draft draft) {
    draft.word("state", changed.state()).value("job", changed.job(), JobMembers::write);
  }

  private static JobEvent.StateChanged readStateChanged(Value value) {
    return value.object(changed ->
        new JobEvent.StateChanged(
            changed.get("state").word(JobState.class),
            changed.find("job", job -> job.object(JobMembers::read))));
  }

  private static void writeLine(LogLine line, Draft draft) {
    draft.text("level", line.level()).text("message", line.message()).time("time", line.time());
  }

  private static LogLine readLine(Value value) {
    return value.object(line ->
        new LogLine(line.get("level").text(), line.get("message").text(), line.get("time").time()));
  }

  private static void writePreviewed(JobEvent.Previewed preview, Draft draft) {
    draft
        .number("slot", preview.slot())
        .number("ordinal", preview.ordinal())
        .value("blob", preview.blob(), BlobJson::write)
        .value("facts", preview.facts(), FactsJson::write);
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
