package dev.easel.server.store.json;

import dev.easel.server.domain.Attempt;
import dev.easel.server.domain.Doubt;
import dev.easel.spi.Handle;

/** A try at one instance. */
final class AttemptJson {
  private AttemptJson() {}

  static void write(Attempt attempt, Draft draft) {
    draft
        .number("number", attempt.number())
        .text("provider", attempt.provider())
        .text("provider_model", attempt.providerModel())
        .value("handle", attempt.handle(), AttemptJson::writeHandle)
        .time("start_time", attempt.startTime())
        .time("work_start_time", attempt.workStartTime())
        .time("end_time", attempt.endTime())
        .duration("reported_work", attempt.reportedWork())
        .value("failure", attempt.failure(), FailureJson::write)
        .value("doubt", attempt.doubt(), AttemptJson::writeDoubt)
        .text("unaccepted_request_id", attempt.unacceptedRequestId());
  }

  static Attempt read(Value value) {
    return value.object(attempt ->
        new Attempt(
            attempt.get("number").smallNumber(),
            attempt.get("provider").text(),
            attempt.get("provider_model").text(),
            attempt.find("handle", AttemptJson::readHandle),
            attempt.get("start_time").time(),
            attempt.find("work_start_time", Value::time),
            attempt.find("end_time", Value::time),
            attempt.find("reported_work", Value::duration),
            attempt.find("failure", FailureJson::read),
            attempt.find("doubt", AttemptJson::readDoubt),
            attempt.find("unaccepted_request_id", Value::text)));
  }

  private static void writeHandle(Handle handle, Draft draft) {
    draft.text("value", handle.value()).text("request_id", handle.requestId());
  }

  private static Handle readHandle(Value value) {
    return value.object(
        handle -> new Handle(handle.get("value").text(), handle.get("request_id").text()));
  }

  private static void writeDoubt(Doubt doubt, Draft draft) {
    draft
        .time("since", doubt.since())
        .value("failure", doubt.failure(), ProviderFailureJson::write);
  }

  private static Doubt readDoubt(Value value) {
    return value.object(doubt ->
        new Doubt(doubt.get("since").time(), ProviderFailureJson.read(doubt.get("failure"))));
  }
}
