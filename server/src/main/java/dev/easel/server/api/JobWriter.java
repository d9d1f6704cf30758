package dev.easel.server.api;

import dev.easel.server.domain.Attempt;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.Progress;
import dev.easel.spi.LogLine;

/** Jobs and their histories for the wire, without inline bytes. */
final class JobWriter {
  private static final int LONGEST_LISTED_PROMPT = 200;

  private JobWriter() {}

  static dev.easel.v1.Job wire(Job job) {
    dev.easel.v1.Job.Builder wire =
        dev.easel.v1.Job.newBuilder()
            .setId(job.id().value())
            .setKind(Words.wire(job.request().operation()))
            .setState(Words.wire(job.state()))
            .setLatestSequence(job.latestSequence())
            .setModel(job.request().model())
            .setProvider(job.currentRoute().provider())
            .setOutput(Scalars.wire(job.output()))
            .setPrompt(job.request().prompt())
            .putAllLabels(job.request().options().labels())
            .setCreateTime(Scalars.wire(job.createTime()))
            .setExpireTime(Scalars.wire(job.expireTime()));
    job.results().stream().map(ResultWriter::wire).forEach(wire::addResults);
    job.attempts().stream().map(JobWriter::wire).forEach(wire::addAttempts);
    job.failure().map(FailureWriter::wire).ifPresent(wire::setFailure);
    job.progress().map(JobWriter::wire).ifPresent(wire::setProgress);
    job.currentRoute().quote().map(CostWriter::wire).ifPresent(wire::setQuotedCost);
    job.cost().map(CostWriter::wire).ifPresent(wire::setCost);
    job.request().options().requestId().ifPresent(wire::setRequestId);
    job.startTime().map(Scalars::wire).ifPresent(wire::setStartTime);
    job.endTime().map(Scalars::wire).ifPresent(wire::setEndTime);
    return wire.build();
  }

  /** A job among many: its prompt cut, and without what only its own reader wants. */
  static dev.easel.v1.Job listed(Job job) {
    dev.easel.v1.Job.Builder wire = wire(job).toBuilder();
    String prompt = job.request().prompt();
    if (prompt.codePointCount(0, prompt.length()) > LONGEST_LISTED_PROMPT) {
      wire.setPrompt(prompt.substring(0, prompt.offsetByCodePoints(0, LONGEST_LISTED_PROMPT)));
    }
    wire.getResultsBuilderList().stream()
        .filter(dev.easel.v1.ImageResult.Builder::hasImage)
        .forEach(result -> result.getImageBuilder().clearRevisedPrompt());
    return wire.build();
  }

  static dev.easel.v1.JobEvent wire(JobEvent event) {
    dev.easel.v1.JobEvent.Builder wire =
        dev.easel.v1.JobEvent.newBuilder()
            .setSequence(event.sequence())
            .setEventTime(Scalars.wire(event.time()));
    switch (event.content()) {
      case JobEvent.StateChanged changed -> wire.setStateChange(wire(changed));
      case JobEvent.ResultAdded added -> wire.setResult(ResultWriter.wire(added.result()));
      case JobEvent.AttemptChanged changed -> wire.setAttempt(wire(changed.attempt()));
      case JobEvent.Progressed progressed -> wire.setProgress(wire(progressed.progress()));
      case JobEvent.Logged logged -> wire.setLogLine(wire(logged.line()));
      case JobEvent.Previewed preview -> wire.setPreview(ResultWriter.wire(preview));
    }
    return wire.build();
  }

  /** The whole job as an event, at its latest sequence. */
  static dev.easel.v1.JobEvent snapshot(Job job, java.time.Instant now) {
    return dev.easel.v1.JobEvent.newBuilder()
        .setSequence(job.latestSequence())
        .setEventTime(Scalars.wire(now))
        .setSnapshot(dev.easel.v1.Snapshot.newBuilder().setJob(wire(job)))
        .build();
  }

  private static dev.easel.v1.StateChange wire(JobEvent.StateChanged changed) {
    dev.easel.v1.StateChange.Builder wire =
        dev.easel.v1.StateChange.newBuilder().setState(Words.wire(changed.state()));
    changed.job().map(JobWriter::wire).ifPresent(wire::setJob);
    return wire.build();
  }

  private static dev.easel.v1.Attempt wire(Attempt attempt) {
    dev.easel.v1.Attempt.Builder wire =
        dev.easel.v1.Attempt.newBuilder()
            .setNumber(attempt.number())
            .setProvider(attempt.provider())
            .setProviderModel(attempt.providerModel())
            .setStartTime(Scalars.wire(attempt.startTime()));
    attempt.providerRequestId().ifPresent(wire::setProviderRequestId);
    attempt.workStartTime().map(Scalars::wire).ifPresent(wire::setWorkStartTime);
    attempt.endTime().map(Scalars::wire).ifPresent(wire::setEndTime);
    attempt.reportedWork().map(Scalars::wire).ifPresent(wire::setReportedWorkDuration);
    attempt.failure().map(FailureWriter::wire).ifPresent(wire::setFailure);
    return wire.build();
  }

  private static dev.easel.v1.Progress wire(Progress progress) {
    dev.easel.v1.Progress.Builder wire = dev.easel.v1.Progress.newBuilder();
    progress.queuePosition().ifPresent(wire::setQueuePosition);
    return wire.build();
  }

  private static dev.easel.v1.LogLine wire(LogLine line) {
    return dev.easel.v1.LogLine.newBuilder()
        .setLevel(line.level())
        .setMessage(line.message())
        .setLogTime(Scalars.wire(line.time()))
        .build();
  }
}
