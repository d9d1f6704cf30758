package dev.easel.fal;

import dev.easel.http.AllowedHosts;
import dev.easel.spi.ConfigurationShape;
import dev.easel.spi.ProviderConfiguration;
import dev.easel.spi.Secret;
import dev.easel.spi.Setting;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of one instance.
 *
 * @param key the account's key
 * @param queueUrl where the queue answers, without a slash at its end
 * @param resultHosts where results may be fetched from
 * @param startTimeout how long a request may wait to be started, if that is bounded
 * @param objectLifetime how long fal keeps results, if that is bounded
 * @param payer on whose account at OpenAI the images are made
 * @param storePayloads whether fal keeps prompts and answers in its request history
 * @param history where fal's platform API answers, if lost requests are looked for in the history
 * @param upload how sources come to fal
 */
record FalSettings(
    Secret key,
    URI queueUrl,
    AllowedHosts resultHosts,
    Optional<Duration> startTimeout,
    Optional<Duration> objectLifetime,
    Payer payer,
    boolean storePayloads,
    Optional<URI> history,
    UploadSettings upload) {

  private static final String KEY = "key";
  private static final String QUEUE_URL = "queue-url";
  private static final String RESULT_HOSTS = "result-hosts";
  private static final String START_TIMEOUT = "start-timeout";
  private static final String OBJECT_LIFETIME = "object-lifetime";
  private static final String STORE_PAYLOADS = "store-payloads";
  private static final String RECONCILE = "reconcile";
  private static final String PLATFORM_URL = "platform-url";
  private static final String REST_URL = "rest-url";
  private static final String UPLOAD_HOSTS = "upload-hosts";
  private static final String UPLOAD_WAY = "upload-way";
  private static final String INLINE_LIMIT = "inline-limit";
  private static final String WHOLE_UPLOAD_LIMIT = "whole-upload-limit";

  /** One window: a longer text would be held in memory. */
  private static final long LARGEST_INLINE = 64 << 10;

  private static final long PART_LENGTH = 10 << 20;

  static final ConfigurationShape SHAPE =
      new ConfigurationShape(
          List.of(
              Setting.requiredSecret(KEY, "FAL_KEY", "fal's key, <key_id>:<key_secret>"),
              Setting.optional(
                  QUEUE_URL,
                  Setting.Type.URL,
                  "https://queue.fal.run",
                  "where fal's queue answers"),
              Setting.optional(
                  RESULT_HOSTS,
                  Setting.Type.TEXT,
                  "fal.media,*.fal.media,storage.googleapis.com",
                  "hosts that results may be fetched from: names, *.name, or origins such as"
                      + " http://127.0.0.1:8080, separated by commas"),
              Setting.optional(
                  START_TIMEOUT,
                  Setting.Type.DURATION,
                  "0s",
                  "give up, unbilled, when fal has not started the work by then; 0s: only when the"
                      + " job's own deadline has passed"),
              Setting.optional(
                  OBJECT_LIFETIME,
                  Setting.Type.DURATION,
                  "24h",
                  "how long fal keeps a result, whose URL is public; Easel copies it at once. 0s:"
                      + " as the account has it"),
              Setting.optional(
                  STORE_PAYLOADS,
                  Setting.Type.TEXT,
                  "true",
                  "whether fal keeps prompts and answers in its request history, where lost"
                      + " requests can be found again: true or false"),
              Setting.optional(
                  RECONCILE,
                  Setting.Type.TEXT,
                  "off",
                  "how a request is found whose answer was lost: off, or listing: by its input in"
                      + " fal's request history, which the key must be allowed to read"),
              Setting.optional(
                  PLATFORM_URL,
                  Setting.Type.URL,
                  "https://api.fal.ai/v1",
                  "where fal's platform API answers, which has the request history"),
              Setting.optional(
                  REST_URL,
                  Setting.Type.URL,
                  "https://rest.fal.ai",
                  "where fal's storage answers, and tells the keys that sign its webhooks"),
              Setting.optional(
                  UPLOAD_HOSTS,
                  Setting.Type.TEXT,
                  "fal.media,*.fal.media,storage.googleapis.com",
                  "hosts that sources may be uploaded to, in the form of result-hosts"),
              Setting.optional(
                  UPLOAD_WAY,
                  Setting.Type.TEXT,
                  "signed",
                  "how sources are uploaded: to a URL that fal signs for each (signed), or with a"
                      + " token for fal's CDN (cdn)"),
              Setting.optional(
                  INLINE_LIMIT,
                  Setting.Type.TEXT,
                  "8KiB",
                  "sources up to this go along in the request, at most 64KiB; fal advises against"
                      + " more than a few KB"),
              Setting.optional(
                  WHOLE_UPLOAD_LIMIT,
                  Setting.Type.TEXT,
                  "90MiB",
                  "sources above this are uploaded in parts of 10MiB")));

  /** Requests with a key in them are never kept. */
  static final ConfigurationShape BYOK_SHAPE =
      new ConfigurationShape(
          SHAPE.settings().stream()
              .filter(setting ->
                  !List.of(STORE_PAYLOADS, RECONCILE, PLATFORM_URL).contains(setting.name()))
              .toList());

  static FalSettings of(String instance, Payer payer, ProviderConfiguration configuration) {
    try {
      return new FalSettings(
          configuration.secret(KEY),
          withoutSlash(configuration.url(QUEUE_URL)),
          AllowedHosts.parse(configuration.text(RESULT_HOSTS)),
          positive(configuration.duration(START_TIMEOUT)),
          positive(configuration.duration(OBJECT_LIFETIME)),
          payer,
          payer == Payer.OPERATOR && flag(configuration.text(STORE_PAYLOADS)),
          payer == Payer.OPERATOR ? history(configuration) : Optional.empty(),
          upload(configuration));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("instance " + instance + ": " + e.getMessage(), e);
    }
  }

  /** The worthless key has the shape of a real one, since fal checks the shape first. */
  static Map<String, String> sandboxed(URI sandbox, Payer payer) {
    String origin = withoutSlash(sandbox).toString();
    Map<String, String> settings = new HashMap<>();
    settings.put(KEY, "sandbox:sandbox");
    settings.put(QUEUE_URL, origin);
    settings.put(RESULT_HOSTS, origin);
    settings.put(REST_URL, origin);
    settings.put(UPLOAD_HOSTS, origin);
    if (payer == Payer.OPERATOR) {
      settings.put(PLATFORM_URL, origin + "/platform/v1");
    }
    return settings;
  }

  private static Optional<URI> history(ProviderConfiguration configuration) {
    return switch (configuration.text(RECONCILE)) {
      case "off" -> Optional.empty();
      case "listing" -> {
        if (!flag(configuration.text(STORE_PAYLOADS))) {
          throw new IllegalArgumentException(
              RECONCILE
                  + " = listing finds a request by its input, which fal keeps only with "
                  + STORE_PAYLOADS
                  + " = true");
        }
        yield Optional.of(withoutSlash(configuration.url(PLATFORM_URL)));
      }
      default -> throw new IllegalArgumentException(RECONCILE + " is off or listing");
    };
  }

  private static UploadSettings upload(ProviderConfiguration configuration) {
    long inline = ByteCount.parse(INLINE_LIMIT, configuration.text(INLINE_LIMIT));
    if (inline > LARGEST_INLINE) {
      throw new IllegalArgumentException(INLINE_LIMIT + " is at most 64KiB");
    }
    return new UploadSettings(
        withoutSlash(configuration.url(REST_URL)),
        AllowedHosts.parse(configuration.text(UPLOAD_HOSTS)),
        way(configuration.text(UPLOAD_WAY)),
        inline,
        ByteCount.parse(WHOLE_UPLOAD_LIMIT, configuration.text(WHOLE_UPLOAD_LIMIT)),
        PART_LENGTH);
  }

  private static UploadSettings.Way way(String text) {
    return switch (text) {
      case "signed" -> UploadSettings.Way.SIGNED;
      case "cdn" -> UploadSettings.Way.CDN;
      default -> throw new IllegalArgumentException(UPLOAD_WAY + " is signed or cdn");
    };
  }

  private static URI withoutSlash(URI uri) {
    String text = uri.toString();
    return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : uri;
  }

  private static Optional<Duration> positive(Duration duration) {
    return duration.isPositive() ? Optional.of(duration) : Optional.empty();
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(STORE_PAYLOADS + " is true or false");
    };
  }
}
