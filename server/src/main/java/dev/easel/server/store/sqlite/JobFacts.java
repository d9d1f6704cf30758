package dev.easel.server.store.sqlite;

import dev.easel.server.domain.Job;
import dev.easel.server.domain.SlotResult;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a job's row says of the job beside its body, to be searched for.
 *
 * @param unfinished whether somebody must drive it
 * @param attemptInDoubt number of the attempt about which everything is in doubt; zero if none
 * @param sentUntil until when that may have been sent; {@link StoreTime#NEVER} if it may still be
 * @param stopping whether it knows that it is to stop
 * @param imageBytes encoded size of its images together
 * @param createTime in nanoseconds since 1970, as all times of the store
 * @param labels as {@link #label} writes them, one after another
 */
record JobFacts(
    String id,
    String caller,
    String state,
    boolean terminal,
    boolean unfinished,
    int attemptInDoubt,
    long sentUntil,
    boolean stopping,
    long revision,
    long latestSequence,
    long imageBytes,
    long createTime,
    long expireTime,
    String labels) {
  private static final String SEPARATOR = "&";

  static JobFacts of(Job job) {
    return new JobFacts(
        job.id().value(),
        job.caller().name(),
        job.state().name(),
        job.state().terminal(),
        job.unfinished(),
        job.attemptInDoubt().orElse(0),
        job.sentUntil().map(StoreTime::of).orElse(StoreTime.NEVER),
        job.stop().isPresent(),
        job.revision(),
        job.latestSequence(),
        job.images().stream().mapToLong((SlotResult.Filled image) -> image.blob().bytes()).sum(),
        StoreTime.of(job.createTime()),
        StoreTime.of(job.expireTime()),
        labels(job.request().options().labels()));
  }

  boolean isInDoubt(int attempt) {
    return attempt != 0 && attempt == attemptInDoubt;
  }

  private static String labels(Map<String, String> labels) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(labels).forEach((name, value) -> text.append(label(name, value)));
    return text.toString();
  }

  /** A label as part of {@link #labels()}, not to be mistaken for a part of another. */
  static String label(String name, String value) {
    return SEPARATOR + encoded(name) + "=" + encoded(value) + SEPARATOR;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
