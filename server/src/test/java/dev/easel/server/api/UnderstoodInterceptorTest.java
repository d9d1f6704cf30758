package dev.easel.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.UnknownFieldSet;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Rejection;
import dev.easel.v1.GenerateRequest;
import dev.easel.v1.ListJobsRequest;
import java.util.Collections;
import org.junit.jupiter.api.Test;

final class UnderstoodInterceptorTest {
  private static final int MANY = 100_000;

  /** Each is one byte on the wire, and some two hundred of an explanation. */
  @Test
  void ofManyUnknownValuesAFewAreTold() {
    ListJobsRequest request =
        ListJobsRequest.newBuilder().addAllStatesValue(Collections.nCopies(MANY, 99)).build();

    Rejection refused =
        catchThrowableOfType(Rejection.class, () -> UnderstoodInterceptor.check(request));

    assertThat(refused.reason()).isEqualTo(Reason.FIELD_NOT_UNDERSTOOD);
    assertThat(refused.violations()).hasSizeBetween(10, 100);
  }

  @Test
  void ofManyUnknownFieldsAFewAreTold() {
    UnknownFieldSet.Builder unknown = UnknownFieldSet.newBuilder();
    for (int number = 1_000; number < 1_000 + MANY; number++) {
      unknown.mergeVarintField(number, 1);
    }
    GenerateRequest request =
        GenerateRequest.newBuilder().setUnknownFields(unknown.build()).build();

    Rejection refused =
        catchThrowableOfType(Rejection.class, () -> UnderstoodInterceptor.check(request));

    assertThat(refused.reason()).isEqualTo(Reason.FIELD_NOT_UNDERSTOOD);
    assertThat(refused.violations()).hasSizeBetween(10, 100);
  }
}
