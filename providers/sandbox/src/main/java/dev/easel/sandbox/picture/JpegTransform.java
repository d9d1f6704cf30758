package dev.easel.sandbox.picture;

/**
 * The forward cosine transform of Arai, Agui and Nakajima (1988): five multiplications for eight
 * samples, the rest of the scaling left to the quantisation.
 */
final class JpegTransform {

  private static final float SQRT_HALF = 0.70710677f;
  private static final float C6 = 0.38268343f;
  private static final float C2_MINUS_C6 = 0.54119610f;
  private static final float C2_PLUS_C6 = 1.3065629f;

  private JpegTransform() {}

  /** Replaces 64 samples by their scaled frequencies, row after row. */
  static void forward(float[] block) {
    for (int row = 0; row < 64; row += 8) {
      line(block, row, 1);
    }
    for (int column = 0; column < 8; column++) {
      line(block, column, 8);
    }
  }

  private static void line(float[] b, int at, int step) {
    float sum0 = b[at] + b[at + 7 * step];
    float sum1 = b[at + step] + b[at + 6 * step];
    float sum2 = b[at + 2 * step] + b[at + 5 * step];
    float sum3 = b[at + 3 * step] + b[at + 4 * step];
    float difference3 = b[at + 3 * step] - b[at + 4 * step];
    float difference2 = b[at + 2 * step] - b[at + 5 * step];
    float difference1 = b[at + step] - b[at + 6 * step];
    float difference0 = b[at] - b[at + 7 * step];
    even(b, at, step, sum0, sum1, sum2, sum3);
    odd(b, at, step, difference0, difference1, difference2, difference3);
  }

  private static void even(
      float[] b, int at, int step, float sum0, float sum1, float sum2, float sum3) {
    float outer = sum0 + sum3;
    float inner = sum1 + sum2;
    float slope = sum0 - sum3;
    float turned = (sum1 - sum2 + slope) * SQRT_HALF;
    b[at] = outer + inner;
    b[at + 4 * step] = outer - inner;
    b[at + 2 * step] = slope + turned;
    b[at + 6 * step] = slope - turned;
  }

  private static void odd(float[] b, int at, int step, float d0, float d1, float d2, float d3) {
    float low = d3 + d2;
    float middle = (d2 + d1) * SQRT_HALF;
    float high = d1 + d0;
    float shared = (low - high) * C6;
    float lowTurned = C2_MINUS_C6 * low + shared;
    float highTurned = C2_PLUS_C6 * high + shared;
    float plus = d0 + middle;
    float minus = d0 - middle;
    b[at + 5 * step] = minus + lowTurned;
    b[at + 3 * step] = minus - lowTurned;
    b[at + step] = plus + highTurned;
    b[at + 7 * step] = plus - highTurned;
  }
}
