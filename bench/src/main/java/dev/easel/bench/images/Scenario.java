package dev.easel.bench.images;

import java.util.List;

/** One thing to measure, with servers of its own. */
interface Scenario {
  /** How it is asked for. */
  String name();

  /** Measures; takes minutes at most. */
  List<Figure> measure(Bench bench) throws Exception;
}
