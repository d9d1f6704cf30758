-- Whose a seller's work is: no two attempts at one instance have the same. It outlives its job, so
-- that work that was done for a deleted one is never taken for another's.
CREATE TABLE attempt_handle (
  provider TEXT NOT NULL,
  work_name TEXT NOT NULL,
  job_id TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  expire_time INTEGER NOT NULL,
  checksum INTEGER NOT NULL,
  PRIMARY KEY (provider, work_name)
) STRICT, WITHOUT ROWID;

CREATE INDEX attempt_handle_expiry ON attempt_handle (expire_time);

-- Attempts in doubt are looked for however old their jobs are.
CREATE INDEX job_in_doubt ON job (create_time) WHERE attempt_in_doubt <> 0;
