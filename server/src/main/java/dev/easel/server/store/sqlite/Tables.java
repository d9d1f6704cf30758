package dev.easel.server.store.sqlite;

import dev.easel.server.store.json.EventJson;
import dev.easel.server.store.json.JobJson;

/** The tables as one session sees them. */
record Tables(
    Session session,
    JobTable jobs,
    EventTable events,
    KeyTable keys,
    HandleTable handles,
    Ledger ledger) {
  static Tables of(Session session, UnreadableJobs unreadable) {
    return new Tables(
        session,
        new JobTable(session, new JobJson(), unreadable),
        new EventTable(session, new EventJson()),
        new KeyTable(session),
        new HandleTable(session),
        new Ledger(session));
  }
}
