package dev.easel.server.api;

import dev.easel.server.admit.CallerIdentity;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Delivery;
import dev.easel.server.domain.EditInput;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Rejection;
import dev.easel.server.domain.Route;
import dev.easel.server.domain.Violation;
import dev.easel.server.job.Clockwork;
import dev.easel.server.job.JobEngine;
import dev.easel.server.job.JobIntake;
import dev.easel.server.job.Jobs;
import dev.easel.server.job.Watch;
import dev.easel.server.job.WatchHub;
import dev.easel.server.route.Admission;
import dev.easel.v1.CancelJobRequest;
import dev.easel.v1.CancelJobResponse;
import dev.easel.v1.DeleteJobRequest;
import dev.easel.v1.DeleteJobResponse;
import dev.easel.v1.EditRequest;
import dev.easel.v1.EditResponse;
import dev.easel.v1.GenerateRequest;
import dev.easel.v1.GenerateResponse;
import dev.easel.v1.GetJobRequest;
import dev.easel.v1.GetJobResponse;
import dev.easel.v1.ImageServiceGrpc.ImageServiceImplBase;
import dev.easel.v1.ListJobsRequest;
import dev.easel.v1.ListJobsResponse;
import dev.easel.v1.QuoteRequest;
import dev.easel.v1.QuoteResponse;
import dev.easel.v1.WatchJobRequest;
import dev.easel.v1.WatchJobResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The image service. What it refuses it throws; the status interceptor answers. */
final class ImageGrpcService extends ImageServiceImplBase {
  private final RequestReader reader;
  private final Admission admission;
  private final JobIntake intake;
  private final JobEngine engine;
  private final Jobs jobs;
  private final JobLists lists;
  private final WatchHub hub;
  private final Waiting waiting;
  private final Deliveries deliveries;
  private final Previews previews;
  private final Clockwork clockwork;

  @Inject
  ImageGrpcService(
      RequestReader reader,
      Admission admission,
      JobIntake intake,
      JobEngine engine,
      Jobs jobs,
      JobLists lists,
      WatchHub hub,
      Waiting waiting,
      Deliveries deliveries,
      Previews previews,
      Clockwork clockwork) {
    this.reader = reader;
    this.admission = admission;
    this.intake = intake;
    this.engine = engine;
    this.jobs = jobs;
    this.lists = lists;
    this.hub = hub;
    this.waiting = waiting;
    this.deliveries = deliveries;
    this.previews = previews;
    this.clockwork = clockwork;
  }

  @Override
  public void generate(GenerateRequest request, StreamObserver<GenerateResponse> answer) {
    start(reader.read(request), answer, job -> GenerateResponse.newBuilder().setJob(job).build());
  }

  @Override
  public void edit(EditRequest request, StreamObserver<EditResponse> answer) {
    start(read(request), answer, job -> EditResponse.newBuilder().setJob(job).build());
  }

  private Draft read(EditRequest request) {
    Caller caller = CallerIdentity.caller();
    String name = request.getOptions().getRequestId();
    EditInput remembered =
        RequestReader.isName(name) ? intake.remembered(caller, name) : EditInput.none();
    return reader.read(request, caller, remembered);
  }

  private Job begin(Caller caller, Draft draft) {
    List<Route> routes =
        admission.admit(draft.request(), draft.violations(), CallerIdentity.key().isPresent());
    return intake.submit(caller, draft.request(), routes, CallerIdentity.key().orElse(null));
  }

  private <R> void start(
      Draft draft, StreamObserver<R> answer, Function<dev.easel.v1.Job, R> response) {
    Caller caller = CallerIdentity.caller();
    Optional<Job> earlier =
        draft.violations().isEmpty() ? intake.repeated(caller, draft.request()) : Optional.empty();
    Job job = earlier.orElseGet(() -> begin(caller, draft));
    Delivery delivery = draft.request().options().delivery();
    waiting.reply(
        caller,
        job,
        draft.hold(),
        answer,
        last -> {
          answer.onNext(response.apply(deliveries.wire(last, delivery)));
          answer.onCompleted();
        });
  }

  @Override
  public void quote(QuoteRequest request, StreamObserver<QuoteResponse> answer) {
    Draft draft =
        switch (request.getRequestCase()) {
          case GENERATE -> reader.read(request.getGenerate());
          case EDIT -> read(request.getEdit());
          case REQUEST_NOT_SET ->
              throw Rejection.of(
                  List.of(new Violation("request", Reason.REQUEST_INVALID, "is missing")),
                  Map.of());
        };
    answer.onNext(
        QuoteWriter.wire(
            draft.request().model(), admission.quote(draft.request(), draft.violations())));
    answer.onCompleted();
  }

  @Override
  public void watchJob(WatchJobRequest request, StreamObserver<WatchJobResponse> answer) {
    Caller caller = CallerIdentity.caller();
    FieldRules rules = new FieldRules();
    if (request.getAfterSequence() < 0) {
      rules.broken("after_sequence", "is below zero");
    }
    Job job = named(rules, caller, request.getJobId());
    ServerCallStreamObserver<WatchJobResponse> stream =
        (ServerCallStreamObserver<WatchJobResponse>) answer;
    Watch watch =
        hub.open(
            job,
            caller,
            request.getAfterSequence(),
            new WatchStream(
                stream,
                clockwork.wall(),
                CallBytes.current(),
                request.getIncludePreviews() ? Optional.of(previews) : Optional.empty(),
                deliveries.linksOf(job)));
    stream.setOnCancelHandler(watch::close);
    stream.setOnReadyHandler(watch::pump);
    watch.pump();
  }

  @Override
  public void getJob(GetJobRequest request, StreamObserver<GetJobResponse> answer) {
    Caller caller = CallerIdentity.caller();
    FieldRules rules = new FieldRules();
    Duration wait = RequestReader.wait(rules, "wait", request.getWait());
    Job job = waiting.await(caller, named(rules, caller, request.getJobId()), wait);
    answer.onNext(GetJobResponse.newBuilder().setJob(deliveries.wire(job)).build());
    answer.onCompleted();
  }

  @Override
  public void listJobs(ListJobsRequest request, StreamObserver<ListJobsResponse> answer) {
    answer.onNext(lists.page(CallerIdentity.caller(), request));
    answer.onCompleted();
  }

  @Override
  public void cancelJob(CancelJobRequest request, StreamObserver<CancelJobResponse> answer) {
    Job job = engine.cancel(named(request.getJobId()));
    answer.onNext(CancelJobResponse.newBuilder().setJob(JobWriter.wire(job)).build());
    answer.onCompleted();
  }

  @Override
  public void deleteJob(DeleteJobRequest request, StreamObserver<DeleteJobResponse> answer) {
    jobs.delete(named(request.getJobId()));
    answer.onNext(DeleteJobResponse.getDefaultInstance());
    answer.onCompleted();
  }

  private Job named(String id) {
    return named(new FieldRules(), CallerIdentity.caller(), id);
  }

  /** The caller's job, once nothing is wrong with the request that names it. */
  private Job named(FieldRules rules, Caller caller, String id) {
    if (id.isEmpty()) {
      rules.broken("job_id", "is missing");
    }
    if (!rules.violations().isEmpty()) {
      throw Rejection.of(rules.violations(), Map.of());
    }
    return jobs.get(caller, id);
  }
}
