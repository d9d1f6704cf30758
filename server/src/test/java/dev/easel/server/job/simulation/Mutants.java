package dev.easel.server.job.simulation;

import dev.easel.server.domain.Attempt;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobId;
import dev.easel.server.job.CancelPendingException;
import dev.easel.server.job.JobClaims;
import dev.easel.server.job.JobStore;
import dev.easel.server.job.StaleJobException;
import dev.easel.server.store.memory.Loosened;
import dev.easel.server.store.memory.MemoryDatabase;
import java.util.List;
import java.util.Optional;

/** The four faults that each would let money or an image be lost. */
enum Mutants implements Mutation {
  /** Changes of drivers that were overtaken are taken. */
  NO_EPOCH_CHECK {
    @Override
    public JobStore inside(JobStore store, MemoryDatabase database) {
      return new ForwardingJobStore(store) {
        @Override
        public void commit(long epoch, Job after, List<JobEvent> events)
            throws CancelPendingException {
          try {
            super.commit(epoch, after, events);
          } catch (StaleJobException e) {
            Loosened.commit(database, after, events);
          }
        }
      };
    }
  },

  /** Paid requests are sent before the store knows of them. */
  NO_INTENT {
    @Override
    public JobStore outside(JobStore store) {
      return new ForwardingJobStore(store) {
        @Override
        public void commit(long epoch, Job after, List<JobEvent> events)
            throws StaleJobException, CancelPendingException {
          if (events.stream().noneMatch(Mutants::isIntent)) {
            super.commit(epoch, after, events);
          }
        }
      };
    }
  },

  /** Whoever takes a job over forgets what was sent for it. */
  POST_AGAIN_ON_TAKEOVER {
    @Override
    public JobClaims claims(JobClaims claims, MemoryDatabase database, String driver) {
      return new ForwardingJobClaims(claims) {
        @Override
        public List<Claim> claim(int limit) {
          return super.claim(limit).stream()
              .map(claim -> new Claim(withoutOpenAttempt(claim.job()), claim.epoch()))
              .toList();
        }
      };
    }
  },

  /** Whoever was overtaken takes the job back, whatever became of its attempt. */
  ATTACH_AT_ANY_TIME {
    @Override
    public JobClaims claims(JobClaims claims, MemoryDatabase database, String driver) {
      return new ForwardingJobClaims(claims) {
        @Override
        public Optional<Claim> reopen(JobId id, int attempt) {
          return Loosened.reopen(database, id, driver);
        }
      };
    }
  };

  private static boolean isIntent(JobEvent event) {
    return event.content() instanceof JobEvent.AttemptChanged(Attempt attempt)
        && attempt.endTime().isEmpty()
        && attempt.handle().isEmpty();
  }

  private static Job withoutOpenAttempt(Job job) {
    List<Attempt> known =
        job.openAttempt().filter(attempt -> attempt.handle().isEmpty()).isPresent()
            ? job.attempts().subList(0, job.attempts().size() - 1)
            : job.attempts();
    return new Job(
        job.id(),
        job.caller(),
        job.request(),
        job.routes(),
        job.route(),
        job.state(),
        job.stop(),
        job.revision(),
        job.latestSequence(),
        known,
        job.results(),
        job.failure(),
        job.progress(),
        job.cost(),
        job.createTime(),
        job.startTime(),
        job.endTime(),
        job.expireTime());
  }
}
