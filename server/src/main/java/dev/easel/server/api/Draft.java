package dev.easel.server.api;

import dev.easel.server.domain.JobRequest;
import dev.easel.server.domain.Violation;
import java.time.Duration;
import java.util.List;

/**
 * A request as read.
 *
 * @param request what is asked, with unset in place of every field that broke its rule
 * @param hold how long the response may be held
 * @param violations the fields that broke their rules
 */
record Draft(JobRequest request, Duration hold, List<Violation> violations) {}
