package dev.easel.server.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import dev.easel.v1.GenerateRequest;
import dev.easel.v1.GetJobRequest;
import dev.easel.v1.Job;
import dev.easel.v1.JobEvent;
import dev.easel.v1.JobOptions;
import dev.easel.v1.WatchJobRequest;
import dev.easel.v1.WatchJobResponse;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** What callers send, and what they read out of an answer. */
final class Calls {
  private Calls() {}

  static GenerateRequest fox(String requestId) {
    return GenerateRequest.newBuilder()
        .setPrompt("a red fox in snow")
        .setModel("gpt-image-1")
        .setOptions(JobOptions.newBuilder().setRequestId(requestId))
        .build();
  }

  static Job generate(StagedServer server, GenerateRequest request) {
    return server.images().generate(request).getJob();
  }

  static Job get(StagedServer server, Job job) {
    return server
        .images()
        .getJob(GetJobRequest.newBuilder().setJobId(job.getId()).build())
        .getJob();
  }

  /** The job when it is over. */
  static Job end(StagedServer server, Job job) {
    return server
        .images()
        .getJob(
            GetJobRequest.newBuilder()
                .setJobId(job.getId())
                .setWait(Duration.newBuilder().setSeconds(30))
                .build())
        .getJob();
  }

  static WatchJobRequest after(Job job, long sequence) {
    return WatchJobRequest.newBuilder().setJobId(job.getId()).setAfterSequence(sequence).build();
  }

  static Iterator<WatchJobResponse> watch(StagedServer server, Job job, long after) {
    return server.images().watchJob(after(job, after));
  }

  /** The events of a watch from here to its good end. */
  static List<JobEvent> rest(Iterator<WatchJobResponse> stream) {
    List<JobEvent> events = new ArrayList<>();
    stream.forEachRemaining(message -> {
      if (message.hasEvent()) {
        events.add(message.getEvent());
      }
    });
    return events;
  }

  /** The events of a watch up to the first of this sequence or above. */
  static List<JobEvent> until(Iterator<WatchJobResponse> stream, long sequence) {
    List<JobEvent> events = new ArrayList<>();
    while (events.isEmpty() || events.getLast().getSequence() < sequence) {
      WatchJobResponse message = stream.next();
      if (message.hasEvent()) {
        events.add(message.getEvent());
      }
    }
    return events;
  }

  static List<JobEvent> mustBeDelivered(List<JobEvent> events) {
    return events.stream()
        .filter(event -> event.hasStateChange() || event.hasResult() || event.hasAttempt())
        .toList();
  }

  static StatusRuntimeException refusal(Runnable call) {
    try {
      call.run();
    } catch (StatusRuntimeException e) {
      return e;
    }
    throw new AssertionError("the call was served");
  }

  static ErrorInfo error(StatusRuntimeException refusal) throws InvalidProtocolBufferException {
    return detail(refusal, ErrorInfo.class);
  }

  static Duration retryDelay(StatusRuntimeException refusal) throws InvalidProtocolBufferException {
    return detail(refusal, RetryInfo.class).getRetryDelay();
  }

  private static <T extends Message> T detail(StatusRuntimeException refusal, Class<T> type)
      throws InvalidProtocolBufferException {
    com.google.rpc.Status status = StatusProto.fromThrowable(refusal);
    assertThat(status).isNotNull();
    for (Any any : status.getDetailsList()) {
      if (any.is(type)) {
        return any.unpack(type);
      }
    }
    throw new AssertionError("no " + type.getSimpleName() + " in " + status);
  }
}
