-- Until when the attempt in doubt may have been sent, so that those that were sent at other times
-- can be left out by the index alone; the farthest time while it may still be, or is not known.
ALTER TABLE job ADD COLUMN sent_until INTEGER NOT NULL DEFAULT 9223372036854775807;

DROP INDEX job_in_doubt;
CREATE INDEX job_in_doubt ON job (create_time, id, sent_until) WHERE attempt_in_doubt <> 0;

-- In the order in which jobs are gone through page by page, like those in sight.
DROP INDEX job_hidden;
CREATE INDEX job_hidden ON job (create_time, id) WHERE hidden = 1;
