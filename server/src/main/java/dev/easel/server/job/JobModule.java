package dev.easel.server.job;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;

/** Binds the engine. */
public final class JobModule extends AbstractModule {
  private final JobSettings settings;

  /** With these settings. */
  public JobModule(JobSettings settings) {
    this.settings = settings;
  }

  @Override
  protected void configure() {
    bind(JobSettings.class).toInstance(settings);
    bind(RetryPolicy.class).toInstance(settings.retries());
    bind(JobMachine.class).in(Singleton.class);
    bind(OtherAttempts.class).in(Singleton.class);
    bind(Setbacks.class).in(Singleton.class);
    bind(RunningJobs.class).toInstance(new RunningJobs());
    bind(Workshop.class).in(Singleton.class);
    bind(WatchLimits.class).toInstance(WatchLimits.published());
    bind(TerminalWaits.class).toInstance(new TerminalWaits());
    bind(HotJobs.class).in(Singleton.class);
    bind(WatchHub.class).in(Singleton.class);
    bind(JobLedger.class).in(Singleton.class);
    bind(ClaimKeeper.class).in(Singleton.class);
    bind(Lease.class).to(ClaimKeeper.class);
    bind(JobEngine.class).in(Singleton.class);
    bind(JobRoom.class).in(Singleton.class);
    bind(JobIntake.class).in(Singleton.class);
    bind(Adoption.class).in(Singleton.class);
    bind(RemoteChanges.class).in(Singleton.class);
    bind(Jobs.class).in(Singleton.class);
    bind(Reports.class).in(Singleton.class);
    bind(Retention.class).in(Singleton.class);
    bind(TrustedTime.class);
    bind(Strays.class).in(Singleton.class);
  }
}
