package dev.easel.http.json;

/** Bytes are not the JSON that was asked for. The message quotes none of them. */
public final class JsonException extends Exception {
  private static final long serialVersionUID = 1;

  private final String problem;

  /** Says what is wrong, and where. */
  public JsonException(String problem) {
    super(problem);
    this.problem = problem;
  }

  /** What is wrong, and where. */
  public String problem() {
    return problem;
  }
}
