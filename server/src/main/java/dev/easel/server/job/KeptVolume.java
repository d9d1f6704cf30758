package dev.easel.server.job;

import dev.easel.server.job.JobStore.Volume;

/**
 * How much is kept before what is oldest goes, over and above what has expired.
 *
 * @param jobs most jobs that are kept; those under way count, and stay
 * @param imageBytes most bytes of result images that are kept
 */
public record KeptVolume(long jobs, long imageBytes) {
  boolean exceededBy(Volume volume) {
    return volume.jobs() > jobs || volume.imageBytes() > imageBytes;
  }
}
