package dev.easel.server.cli.view;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.ListValue;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import dev.easel.v1.Job;
import java.nio.file.Path;
import java.util.List;

/** The contract's messages as JSON for programs: protobuf's own mapping, one line each. */
public final class Json {
  private Json() {}

  /** A message. */
  public static String of(MessageOrBuilder message) {
    try {
      return JsonFormat.printer().omittingInsignificantWhitespace().print(message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("only an Any of an unknown type cannot be printed", e);
    }
  }

  /** A finished job and where its images are. */
  public static String of(Job job, List<Path> files) {
    ListValue.Builder names = ListValue.newBuilder();
    files.forEach(file -> names.addValues(Value.newBuilder().setStringValue(file.toString())));
    return "{\"job\":" + of(job) + ",\"files\":" + of(names) + "}";
  }
}
