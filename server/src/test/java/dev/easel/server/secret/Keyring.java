package dev.easel.server.secret;

import java.util.List;
import java.util.SplittableRandom;

/**
 * The keys of one run, each of its seller's shape.
 *
 * @param fal the operator's at fal
 * @param falByok the operator's at fal, for callers' keys
 * @param openAi the operator's at OpenAI
 * @param lumenfall the operator's at Lumenfall
 * @param azure the operator's at Azure
 * @param compatible the operator's at another seller, of no known shape
 * @param caller a caller's at OpenAI
 * @param unusualCaller another caller's, of no known shape
 * @param refusedCaller a caller's that OpenAI does not know
 * @param misplaced one that is written where none belongs, or wrongly
 */
record Keyring(
    Canary fal,
    Canary falByok,
    Canary openAi,
    Canary lumenfall,
    Canary azure,
    Canary compatible,
    Canary caller,
    Canary unusualCaller,
    Canary refusedCaller,
    Canary misplaced) {
  static Keyring cut(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new Keyring(
        Canary.shaped("fal's key", "0f", ":", random),
        Canary.shaped("fal-byok's key", "0b", ":", random),
        Canary.shaped("OpenAI's key", "sk-proj-", "_", random),
        Canary.shaped("Lumenfall's key", "lmnfl_", ".", random),
        Canary.shaped("Azure's key", "", "", random),
        Canary.plain("another seller's key", random),
        Canary.shaped("a caller's key", "sk-proj-", "-", random),
        Canary.plain("a caller's unusual key", random),
        Canary.shaped("a caller's refused key", "sk-invalid-", "-", random),
        Canary.shaped("a misplaced key", "sk-proj-", "_", random));
  }

  List<Canary> all() {
    return List.of(
        fal,
        falByok,
        openAi,
        lumenfall,
        azure,
        compatible,
        caller,
        unusualCaller,
        refusedCaller,
        misplaced);
  }

  List<Canary> callers() {
    return List.of(caller, unusualCaller, refusedCaller);
  }

  List<Canary> operators() {
    return List.of(fal, falByok, openAi, lumenfall, azure, compatible);
  }
}
