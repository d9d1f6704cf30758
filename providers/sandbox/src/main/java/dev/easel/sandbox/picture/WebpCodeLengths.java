package dev.easel.sandbox.picture;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Huffman's lengths of codes, none longer than a limit. */
final class WebpCodeLengths {

  private final int[] lengths;

  private WebpCodeLengths(int symbols) {
    this.lengths = new int[symbols];
  }

  private sealed interface Tree {

    long weight();

    /** Which of two equal trees is taken first, so that the outcome is always the same. */
    int order();
  }

  private record Leaf(long weight, int order) implements Tree {}

  private record Fork(long weight, int order, Tree left, Tree right) implements Tree {}

  /** A length for each symbol that occurs, 0 for all others. */
  static int[] of(int[] counts, int limit) {
    // Rare symbols are taken for more common until the tree is low enough.
    for (long least = 1; ; least *= 2) {
      WebpCodeLengths made = new WebpCodeLengths(counts.length);
      made.grow(counts, least);
      if (Arrays.stream(made.lengths).max().orElse(0) <= limit) {
        return made.lengths;
      }
    }
  }

  private void grow(int[] counts, long least) {
    PriorityQueue<Tree> trees =
        new PriorityQueue<>(Comparator.comparingLong(Tree::weight).thenComparingInt(Tree::order));
    for (int symbol = 0; symbol < counts.length; symbol++) {
      if (counts[symbol] > 0) {
        trees.add(new Leaf(Math.max(counts[symbol], least), symbol));
      }
    }
    int order = counts.length;
    while (trees.size() > 1) {
      Tree left = trees.remove();
      Tree right = trees.remove();
      trees.add(new Fork(left.weight() + right.weight(), order++, left, right));
    }
    if (!trees.isEmpty()) {
      Tree root = trees.remove();
      // A lone symbol has to be told from none.
      measure(root, root instanceof Leaf ? 1 : 0);
    }
  }

  private void measure(Tree tree, int depth) {
    switch (tree) {
      case Leaf(_, int symbol) -> lengths[symbol] = depth;
      case Fork(_, _, Tree left, Tree right) -> {
        measure(left, depth + 1);
        measure(right, depth + 1);
      }
    }
  }
}
