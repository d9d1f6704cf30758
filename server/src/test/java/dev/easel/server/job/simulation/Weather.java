package dev.easel.server.job.simulation;

import java.util.SplittableRandom;

/**
 * How often what goes wrong in a world. Each world has some faults and not others, so that those
 * which hide behind one another are met alone too.
 */
final class Weather {
  private final SplittableRandom random;
  private boolean calm;

  /** A store's call. */
  final double storeSlow;

  final double storeRefuses;
  final double storeReplyLost;
  final double storeLate;

  /** A paid request. */
  final double notSent;

  final double refused;
  final double lostOnTheWay;
  final double replyLost;
  final double errorAfterAcceptance;
  final double lateArrival;

  /** Accepted work. */
  final double workFailsUnbilled;

  final double workFailsBilled;
  final double slowWork;
  final double pollFails;
  final double resultUnreachable;

  /** A place to keep images. */
  final double blobFails;

  /** A process, at any port. */
  final double crashAtPort;

  final double heldAtPort;

  /** Between callers and processes. */
  final double answerLost;

  final double cancels;
  final double watchCut;

  /** How many times in a world something befalls a process or its links. */
  final int disasters;

  Weather(SplittableRandom random) {
    this.random = random;
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
    blobFails = sometimes(0.2);
    crashAtPort = sometimes(0.03);
    heldAtPort = sometimes(0.03);
    answerLost = sometimes(0.3);
    cancels = sometimes(0.6);
    watchCut = sometimes(0.2);
    disasters = random.nextInt(6);
  }

  private double sometimes(double most) {
    return random.nextInt(3) == 0 ? most * random.nextDouble() : 0;
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
