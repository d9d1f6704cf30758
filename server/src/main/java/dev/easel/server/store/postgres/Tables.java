package dev.easel.server.store.postgres;

import dev.easel.server.store.json.EventJson;
import dev.easel.server.store.json.JobJson;

/** The tables as one session sees them. */
record Tables(
    JobTable jobs, EventTable events, KeyTable keys, HandleTable handles, DriverTable drivers) {
  static Tables of(Session session, UnreadableJobs unreadable) {
    return new Tables(
        new JobTable(session, new JobJson(), unreadable),
        new EventTable(session, new EventJson()),
        new KeyTable(session),
        new HandleTable(session),
        new DriverTable(session));
  }
}
