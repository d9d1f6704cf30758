-- Times of jobs are nanoseconds since 1970; leases are kept by the time of the database alone.
-- What looks for a text compares its bytes.

-- Processes that drive jobs, each until its lease ends. Beaten every few seconds: pages with room,
-- so that a beat touches no index.
CREATE TABLE driver (
  id text COLLATE "C" PRIMARY KEY,
  lease_until timestamptz NOT NULL
) WITH (
  fillfactor = 50,
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 200
);

-- Drives what was given up: its lease never begins.
INSERT INTO driver VALUES ('', '-infinity');

-- What a job is, taken out of its body for those who look for it, and who drives it. A row is
-- changed some ten times and must not bloat: room on its page, and a vacuum that comes early. The
-- columns that change with every commit are in no index.
CREATE TABLE job (
  id text COLLATE "C" PRIMARY KEY,
  caller text COLLATE "C" NOT NULL,
  state text NOT NULL,
  terminal boolean NOT NULL,
  unfinished boolean NOT NULL,
  in_doubt integer,
  stopping boolean NOT NULL,
  revision bigint NOT NULL,
  latest_sequence bigint NOT NULL,
  image_bytes bigint NOT NULL,
  create_time bigint NOT NULL,
  expire_time bigint NOT NULL,
  labels text[] NOT NULL,
  driver text COLLATE "C" NOT NULL,
  epoch bigint NOT NULL,
  cancel_requested boolean NOT NULL DEFAULT false,
  hidden boolean NOT NULL DEFAULT false,
  body text NOT NULL
) WITH (
  fillfactor = 70,
  autovacuum_vacuum_scale_factor = 0.01,
  autovacuum_vacuum_threshold = 500,
  autovacuum_vacuum_cost_delay = 0,
  autovacuum_analyze_scale_factor = 0.05,
  toast.autovacuum_vacuum_scale_factor = 0.01,
  toast.autovacuum_vacuum_threshold = 500
);

CREATE INDEX job_of_caller ON job (caller, create_time, id) WHERE NOT hidden;
CREATE INDEX job_labels ON job USING gin (labels) WHERE NOT hidden;
-- By driver first, so that a claim reads nothing of drivers that live, nor what they have left.
CREATE INDEX job_unfinished ON job (driver, create_time, id) WHERE unfinished AND NOT hidden;
CREATE INDEX job_created ON job (create_time);
CREATE INDEX job_over ON job (create_time, id) WHERE terminal AND NOT hidden;
CREATE INDEX job_expiry ON job (expire_time) WHERE terminal AND NOT hidden;
CREATE INDEX job_hidden ON job (id) WHERE hidden;
CREATE INDEX job_to_cancel ON job (driver)
  WHERE cancel_requested AND NOT stopping AND NOT terminal AND NOT hidden;
CREATE INDEX job_volume ON job (image_bytes) WHERE NOT hidden;

CREATE TABLE job_event (
  job_id text COLLATE "C" NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  sequence bigint NOT NULL,
  may_skip boolean NOT NULL,
  body text NOT NULL,
  PRIMARY KEY (job_id, sequence)
) WITH (
  autovacuum_vacuum_scale_factor = 0.05
);

-- Names of requests outlive their jobs.
CREATE TABLE request_key (
  caller text COLLATE "C" NOT NULL,
  request_id text COLLATE "C" NOT NULL,
  fingerprint text NOT NULL,
  job_id text NOT NULL,
  expire_time bigint NOT NULL,
  PRIMARY KEY (caller, request_id)
);

CREATE INDEX request_key_expiry ON request_key (expire_time);
