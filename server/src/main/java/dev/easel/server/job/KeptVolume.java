package dev.easel.server.job;

import dev.easel.server.job.JobStore.Volume;

/**
 * How much is kept before what is oldest goes, over and above what has expired.
 *
 * @param jobs most jobs that are kept when they are over; those under way stay, and do not count
 * @param imageBytes most bytes of result images that are kept
 */
public record KeptVolume(long jobs, long imageBytes) {
  boolean exceededBy(Volume volume) {
    return volume.over() > jobs || volume.imageBytes() > imageBytes;
  }
}
