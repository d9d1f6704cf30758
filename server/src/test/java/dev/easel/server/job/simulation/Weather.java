package dev.easel.server.job.simulation;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * How often what goes wrong in a world. Each world has some faults and not others, so that those
 * which hide behind one another are met alone too.
 */
final class Weather {
  private final SplittableRandom random;
  private final int oneOf;
  private boolean calm;

  /** A store's call. */
  double storeSlow;

  double storeRefuses;
  double storeReplyLost;
  double storeLate;

  /** A paid request. */
  double notSent;

  double refused;
  double lostOnTheWay;
  double replyLost;
  double errorAfterAcceptance;
  double lateArrival;

  /** Accepted work. */
  double workFailsUnbilled;

  double workFailsBilled;
  double slowWork;
  double pollFails;
  double resultUnreachable;

  /** Work is reported when it is over, whether or not somebody asks. */
  double reported;

  /** Whether the seller's listing can be asked: who is told may do without. */
  final boolean listed;

  /** A place to keep images. */
  double blobFails;

  /** A process, at any port. */
  double crashAtPort;

  double heldAtPort;

  /** Between callers and processes. */
  double answerLost;

  double cancels;
  double watchCut;

  /** How soon after its acceptance a job is cancelled at the latest, if it is. */
  Duration cancelWithin = Duration.ofSeconds(30);

  /** How long a seller works at most, where it is not slow. */
  Duration workWithin = Duration.ofSeconds(20);

  /** How long all that lasts. */
  Duration storm = Duration.ofSeconds(150);

  /** How many seconds a process is cut off from its sellers at most. */
  int longestCut = 60;

  /** How long a process stands still at most. */
  Duration longestHold = Duration.ofSeconds(60);

  /** How many times in a world something befalls a process or its links. */
  int disasters;

  /** A few kinds of faults in each world. */
  static Weather mixed(SplittableRandom random) {
    return new Weather(random, 3);
  }

  /** Everything at once, everywhere. */
  static Weather rough(SplittableRandom random) {
    return new Weather(random, 1);
  }

  /** Processes stand still while a seller refuses, and others go on without them. */
  static Weather standstill(SplittableRandom random) {
    Weather weather = fair(random);
    weather.heldAtPort = 0.02;
    // Longer than a seller is asked what became of a request.
    weather.longestHold = Duration.ofMinutes(4);
    weather.refused = 0.5;
    weather.lateArrival = 0.6;
    weather.slowWork = 1;
    return weather;
  }

  /** Processes end and begin, and for minutes their sellers are out of reach. */
  static Weather outOfReach(SplittableRandom random) {
    Weather weather = fair(random);
    weather.slowWork = 0.5;
    weather.disasters = 12;
    weather.longestCut = 400;
    weather.storm = Duration.ofSeconds(500);
    return weather;
  }

  /** Every job is cancelled, about when it is done. */
  static Weather secondThoughts(SplittableRandom random) {
    Weather weather = fair(random);
    weather.storeSlow = 0.1;
    weather.cancels = 1;
    weather.cancelWithin = Duration.ofSeconds(6);
    weather.workWithin = Duration.ofSeconds(3);
    return weather;
  }

  /** Nothing goes wrong. */
  static Weather fair(SplittableRandom random) {
    Weather weather = new Weather(random, Integer.MAX_VALUE);
    weather.disasters = 0;
    return weather;
  }

  private Weather(SplittableRandom random, int oneOf) {
    this.random = random;
    this.oneOf = oneOf;
    storeSlow = sometimes(0.3);
    storeRefuses = sometimes(0.05);
    storeReplyLost = sometimes(0.05);
    storeLate = sometimes(0.05);
    notSent = sometimes(0.2);
    refused = sometimes(0.2);
    lostOnTheWay = sometimes(0.2);
    replyLost = sometimes(0.3);
    errorAfterAcceptance = sometimes(0.2);
    lateArrival = sometimes(0.2);
    workFailsUnbilled = sometimes(0.3);
    workFailsBilled = sometimes(0.2);
    slowWork = sometimes(0.2);
    pollFails = sometimes(0.2);
    resultUnreachable = sometimes(0.3);
    reported = sometimes(1);
    listed = reported == 0 || random.nextBoolean();
    blobFails = sometimes(0.2);
    crashAtPort = sometimes(0.03);
    heldAtPort = sometimes(0.03);
    answerLost = sometimes(0.3);
    cancels = sometimes(0.6);
    watchCut = sometimes(0.2);
    disasters = random.nextInt(6);
  }

  private double sometimes(double most) {
    return random.nextInt(oneOf) == 0 ? most * random.nextDouble() : 0;
  }

  /** From now on nothing goes wrong. */
  void clear() {
    calm = true;
  }

  boolean isCalm() {
    return calm;
  }

  boolean strikes(double likelihood) {
    return likelihood > 0 && !calm && random.nextDouble() < likelihood;
  }
}
