package dev.easel.server.cli;

import dev.easel.v1.EditRequest;
import dev.easel.v1.EditResponse;
import dev.easel.v1.GenerateRequest;
import dev.easel.v1.GenerateResponse;
import dev.easel.v1.GetJobRequest;
import dev.easel.v1.GetJobResponse;
import dev.easel.v1.ImageServiceGrpc;
import dev.easel.v1.ListJobsRequest;
import dev.easel.v1.ListJobsResponse;
import dev.easel.v1.QuoteRequest;
import dev.easel.v1.QuoteResponse;
import dev.easel.v1.WatchJobRequest;
import dev.easel.v1.WatchJobResponse;
import io.grpc.stub.StreamObserver;

/** An image service by script. */
final class ScriptedImages extends ImageServiceGrpc.ImageServiceImplBase {
  final Scripts<GenerateRequest, GenerateResponse> generates = new Scripts<>();
  final Scripts<EditRequest, EditResponse> edits = new Scripts<>();
  final Scripts<WatchJobRequest, WatchJobResponse> watches = new Scripts<>();
  final Scripts<GetJobRequest, GetJobResponse> gets = new Scripts<>();
  final Scripts<ListJobsRequest, ListJobsResponse> lists = new Scripts<>();
  final Scripts<QuoteRequest, QuoteResponse> quotes = new Scripts<>();

  @Override
  public void generate(GenerateRequest request, StreamObserver<GenerateResponse> observer) {
    generates.answer(request, observer);
  }

  @Override
  public void edit(EditRequest request, StreamObserver<EditResponse> observer) {
    edits.answer(request, observer);
  }

  @Override
  public void watchJob(WatchJobRequest request, StreamObserver<WatchJobResponse> observer) {
    watches.answer(request, observer);
  }

  @Override
  public void getJob(GetJobRequest request, StreamObserver<GetJobResponse> observer) {
    gets.answer(request, observer);
  }

  @Override
  public void listJobs(ListJobsRequest request, StreamObserver<ListJobsResponse> observer) {
    lists.answer(request, observer);
  }

  @Override
  public void quote(QuoteRequest request, StreamObserver<QuoteResponse> observer) {
    quotes.answer(request, observer);
  }
}
