package dev.easel.server.api;

import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobState;
import dev.easel.server.domain.Rejection;
import dev.easel.server.job.JobStore;
import dev.easel.server.job.Jobs;
import dev.easel.v1.ListJobsRequest;
import dev.easel.v1.ListJobsResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Pages of jobs. */
final class JobLists {
  private static final int DEFAULT_PAGE = 50;
  private static final int LARGEST_PAGE = 500;

  private final Jobs jobs;

  @Inject
  JobLists(Jobs jobs) {
    this.jobs = jobs;
  }

  ListJobsResponse page(Caller caller, ListJobsRequest request) {
    int size = pageSize(request);
    List<Job> found = jobs.list(query(caller, request, size + 1));
    ListJobsResponse.Builder page = ListJobsResponse.newBuilder();
    int bytes = 0;
    for (Job job : found) {
      dev.easel.v1.Job listed = JobWriter.listed(job);
      bytes += listed.getSerializedSize();
      boolean full = page.getJobsCount() == size || bytes > InlineBytes.LARGEST_MESSAGE;
      if (full && page.getJobsCount() > 0) {
        Job last = found.get(page.getJobsCount() - 1);
        return page.setNextPageToken(PageToken.of(JobStore.Position.of(last))).build();
      }
      page.addJobs(listed);
    }
    return page.build();
  }

  private static int pageSize(ListJobsRequest request) {
    int asked = request.getPageSize();
    return asked == 0 ? DEFAULT_PAGE : Math.min(asked, LARGEST_PAGE);
  }

  private static JobStore.Query query(Caller caller, ListJobsRequest request, int limit) {
    FieldRules rules = new FieldRules();
    rules.number("page_size", request.getPageSize(), 0, Integer.MAX_VALUE);
    Optional<JobStore.Position> before = PageToken.read(rules, request.getPageToken());
    Set<JobState> states =
        request.getStatesList().stream()
            .flatMap(state -> Words.read(state).stream())
            .collect(Collectors.toUnmodifiableSet());
    if (states.isEmpty() && request.getStatesCount() > 0) {
      rules.broken("states", "name no state");
    }
    if (!rules.violations().isEmpty()) {
      throw Rejection.of(rules.violations(), Map.of());
    }
    return new JobStore.Query(caller, states, request.getLabelsMap(), before, limit);
  }
}
