package dev.easel.server.blob.s3;

import dev.easel.http.Answer;
import dev.easel.http.TransportException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A whole answer, which is never an image. */
final class S3Reply {
  private static final int MOST_BYTES = 4 << 20;

  private final Answer answer;
  private final byte[] body;
  private final Refusals refusals;

  private S3Reply(Answer answer, byte[] body, Refusals refusals) {
    this.answer = answer;
    this.body = body;
    this.refusals = refusals;
  }

  /** Reads an answer to its end. */
  static S3Reply read(Answer answer, Refusals refusals)
      throws IOException, InterruptedException, TransportException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[8 << 10];
    for (int count = answer.read(buffer); count >= 0; count = answer.read(buffer)) {
      bytes.write(buffer, 0, count);
      if (bytes.size() > MOST_BYTES) {
        throw new S3Exception("an answer is longer than any should be", false, null);
      }
    }
    return new S3Reply(answer, bytes.toByteArray(), refusals);
  }

  /** Whether there is no such object; that there is no such bucket is something else. */
  boolean missing() {
    return answer.status() == 404 && !code().equals("NoSuchBucket");
  }

  /** Throws if it refuses what was asked, as the answer to a copy may when it has begun well. */
  S3Reply requireDone() throws S3Exception {
    boolean success = answer.status() / 100 == 2;
    if (!success || (body.length > 0 && xml().root().equals("Error"))) {
      throw refusals.of(
          success ? 500 : answer.status(), code(), answer.header("x-amz-bucket-region"));
    }
    return this;
  }

  Optional<String> header(String name) {
    return answer.header(name);
  }

  String text() {
    return new String(body, StandardCharsets.US_ASCII);
  }

  XmlAnswer xml() {
    return XmlAnswer.read(body);
  }

  private String code() {
    return xml().first("Code").orElse("");
  }
}
