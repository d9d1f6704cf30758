package dev.easel.sandbox.openai;

import java.time.LocalDate;
import java.util.List;

/**
 * A model as data.
 *
 * @param ids its name, then those of its snapshots
 * @param since when it was first served
 * @param retired the announced day from which it is no longer served
 * @param qualities the words it takes, auto not among them
 * @param quality what auto becomes
 * @param freeSizes whether it draws other sizes than the three
 * @param fidelity whether it takes input_fidelity
 * @param tokens how many tokens an image of it is
 * @param rates what its tokens cost
 */
record Model(
    List<String> ids,
    LocalDate since,
    LocalDate retired,
    List<String> qualities,
    String quality,
    boolean freeSizes,
    boolean fidelity,
    ImageTokens tokens,
    Rates rates) {

  Model {
    ids = List.copyOf(ids);
    qualities = List.copyOf(qualities);
  }
}
