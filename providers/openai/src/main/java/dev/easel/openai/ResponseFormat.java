package dev.easel.openai;

/** Whether the request says how images are to come. The models of OpenAI refuse to be told. */
enum ResponseFormat {
  /** It does not. */
  OMIT("omit"),
  /** As URLs. */
  URL("url"),
  /** In the answer, in base64. */
  B64_JSON("b64_json");

  private final String word;

  ResponseFormat(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }
}
