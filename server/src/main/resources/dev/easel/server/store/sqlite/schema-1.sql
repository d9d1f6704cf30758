-- Times are nanoseconds since 1970. A checksum covers the other columns of its row, so that damage
-- is noticed whatever it hits; that of the body stands for the body.

-- What a job is, taken out of its body for those who look for it, and who drives it.
CREATE TABLE job (
  id TEXT NOT NULL PRIMARY KEY,
  caller TEXT NOT NULL,
  state TEXT NOT NULL,
  terminal INTEGER NOT NULL,
  unfinished INTEGER NOT NULL,
  attempt_in_doubt INTEGER NOT NULL,
  stopping INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  latest_sequence INTEGER NOT NULL,
  image_bytes INTEGER NOT NULL,
  create_time INTEGER NOT NULL,
  expire_time INTEGER NOT NULL,
  labels TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  driver TEXT,
  cancel_requested INTEGER NOT NULL,
  hidden INTEGER NOT NULL,
  skippable_events INTEGER NOT NULL,
  body_checksum INTEGER NOT NULL,
  checksum INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;

CREATE INDEX job_of_caller ON job (caller, create_time, id) WHERE hidden = 0;
CREATE INDEX job_unfinished ON job (create_time, id, driver) WHERE unfinished = 1 AND hidden = 0;
CREATE INDEX job_over ON job (create_time, id, expire_time) WHERE terminal = 1 AND hidden = 0;
CREATE INDEX job_hidden ON job (id) WHERE hidden = 1;
CREATE INDEX job_to_cancel ON job (driver, id)
  WHERE cancel_requested = 1 AND stopping = 0 AND terminal = 0 AND hidden = 0;
CREATE INDEX job_volume ON job (image_bytes) WHERE hidden = 0;

CREATE TABLE job_event (
  job_id TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  sequence INTEGER NOT NULL,
  may_skip INTEGER NOT NULL,
  body TEXT NOT NULL,
  checksum INTEGER NOT NULL,
  PRIMARY KEY (job_id, sequence)
) STRICT, WITHOUT ROWID;

-- Names of requests outlive their jobs.
CREATE TABLE request_key (
  caller TEXT NOT NULL,
  request_id TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  job_id TEXT NOT NULL,
  expire_time INTEGER NOT NULL,
  checksum INTEGER NOT NULL,
  PRIMARY KEY (caller, request_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX request_key_expiry ON request_key (expire_time);

-- One row: how many transactions were committed, how many processes began, and what this schema
-- looks like.
CREATE TABLE ledger (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  commits INTEGER NOT NULL,
  starts INTEGER NOT NULL,
  schema_checksum INTEGER NOT NULL,
  checksum INTEGER NOT NULL
) STRICT;
