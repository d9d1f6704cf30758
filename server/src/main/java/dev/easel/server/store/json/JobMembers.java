package dev.easel.server.store.json;

import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobId;
import dev.easel.server.domain.JobState;
import dev.easel.server.domain.Route;
import dev.easel.server.domain.Stop;
import java.util.List;

/** The members of a job, in a document of its own or inside of its last event. */
final class JobMembers {
  private JobMembers() {}

  static void write(Job job, Draft draft) {
    draft
        .text("id", job.id().value())
        .text("caller", job.caller().name())
        .value("request", job.request(), RequestJson::write)
        .list("routes", job.routes(), RouteJson::write)
        .number("route", job.route())
        .word("state", job.state())
        .word("stop", job.stop())
        .number("revision", job.revision())
        .number("latest_sequence", job.latestSequence())
        .list("attempts", job.attempts(), AttemptJson::write)
        .list("results", job.results(), ResultJson::write)
        .value("failure", job.failure(), FailureJson::write)
        .value("progress", job.progress(), ProgressJson::write)
        .value("cost", job.cost(), CostJson::write)
        .time("create_time", job.createTime())
        .time("start_time", job.startTime())
        .time("end_time", job.endTime())
        .time("expire_time", job.expireTime());
  }

  static Job read(Members job) {
    List<Route> routes = job.list("routes", RouteJson::read);
    return new Job(
        new JobId(job.get("id").text()),
        new Caller(job.get("caller").text()),
        RequestJson.read(job.get("request")),
        routes,
        route(job.get("route"), routes),
        job.get("state").word(JobState.class),
        job.find("stop", value -> value.word(Stop.class)),
        job.get("revision").number(),
        job.get("latest_sequence").number(),
        job.list("attempts", AttemptJson::read),
        job.list("results", ResultJson::read),
        job.find("failure", FailureJson::read),
        job.find("progress", ProgressJson::read),
        job.find("cost", CostJson::read),
        job.get("create_time").time(),
        job.find("start_time", Value::time),
        job.find("end_time", Value::time),
        job.get("expire_time").time());
  }

  private static int route(Value value, List<Route> routes) {
    int route = value.smallNumber();
    if (route < 0 || (route > 0 && route >= routes.size())) {
      throw value.unreadable("not one of the %d routes".formatted(routes.size()));
    }
    return route;
  }
}
