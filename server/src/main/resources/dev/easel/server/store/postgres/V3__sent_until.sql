-- Until when the attempt in doubt may have been sent, so that those that were sent at other times
-- can be left out by the index alone; the farthest time while it may still be, or is not known.
ALTER TABLE job ADD COLUMN sent_until bigint NOT NULL DEFAULT 9223372036854775807;

DROP INDEX job_in_doubt;
CREATE INDEX job_in_doubt ON job (create_time, id, sent_until) WHERE in_doubt IS NOT NULL;
