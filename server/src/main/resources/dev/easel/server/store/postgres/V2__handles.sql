-- Whose a seller's work is: no two attempts at one instance have the same. It outlives its job, so
-- that work that was done for a deleted one is never taken for another's.
CREATE TABLE attempt_handle (
  provider text COLLATE "C" NOT NULL,
  work_name text COLLATE "C" NOT NULL,
  job_id text COLLATE "C" NOT NULL,
  attempt integer NOT NULL,
  expire_time bigint NOT NULL,
  PRIMARY KEY (provider, work_name)
);

CREATE INDEX attempt_handle_expiry ON attempt_handle (expire_time);

-- Attempts in doubt are looked for however old their jobs are.
CREATE INDEX job_in_doubt ON job (create_time) WHERE in_doubt IS NOT NULL;
