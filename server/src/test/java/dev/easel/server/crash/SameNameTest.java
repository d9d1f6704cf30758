package dev.easel.server.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import dev.easel.sandbox.Sandbox;
import dev.easel.sandbox.SandboxOptions;
import dev.easel.server.store.postgres.FaultyWire;
import dev.easel.server.store.postgres.PostgresServer;
import dev.easel.server.store.postgres.PostgresSettings;
import dev.easel.server.store.postgres.SharedPostgres;
import dev.easel.v1.GenerateRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * requests of the same name, at the same time and one after the other, whose answers
 * are lost: one job and one purchase; another request of that name is refused, also by a server
 * that was started again and by another replica. {@code -Deasel.names=100} is the long version.
 */
@Timeout(600)
@ExtendWith({SharedLauncher.class, SharedPostgres.class})
final class SameNameTest {
  private static final int NAMES = Integer.getInteger("easel.names", 10);
  private static final long SEED = Long.getLong("easel.seed", System.nanoTime());

  @TempDir private Path folder;
  private final Launcher launcher;
  private final Random random = new Random(SEED);
  private final Sandbox sandbox =
      Sandbox.start(SandboxOptions.defaults().withLatency(Duration.ofMillis(100)));

  SameNameTest(Launcher launcher) {
    this.launcher = launcher;
    System.out.println("seed " + SEED);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void aNameIsBoughtOnceByOneServerAndAfterItsRestart() throws Exception {
    Map<String, String> settings = Map.of("sandbox.url", sandbox.uri().toString());
    try (Fleet fleet = new Fleet(launcher, folder, List.of(settings))) {
      List<Asked> asked = crowd(fleet);
      int refused = refusals(asked, fleet.server(0));
      fleet.strike(0);
      report("one over SQLite", asked, refused, refusals(asked, fleet.server(0)));
    }
  }

  @Test
  void aNameIsBoughtOnceByTwoReplicas(PostgresServer server) throws Exception {
    PostgresSettings database = server.newDatabase();
    Map<String, String> settings =
        Fleet.sharing(database, database.url(), sandbox.uri().toString());
    try (Fleet fleet = new Fleet(launcher, folder, Collections.nCopies(2, settings))) {
      List<Asked> asked = crowd(fleet);
      int refused = refusals(asked, fleet.server(0));
      report("two over PostgreSQL", asked, refused, refusals(asked, fleet.server(1)));
    }
  }

  /** Every request is sent by many at once, whose connections are cut in the middle of answers. */
  private List<Asked> crowd(Fleet fleet) throws Exception {
    List<Asked> asked =
        IntStream.range(0, NAMES).mapToObj(i -> new Asked("name " + i, "fal")).toList();
    List<FaultyWire> wires = new ArrayList<>();
    int lost = 0;
    try {
      for (ServerProcess server : fleet.servers()) {
        FaultyWire wire = new FaultyWire(server.port());
        wires.add(wire);
        Random own = new Random(random.nextLong());
        wire.endAfter(() -> 60 + own.nextInt(3_000));
      }
      for (Asked one : asked) {
        try (Crowd crowd = new Crowd(wires.stream().map(FaultyWire::port).toList())) {
          Set<String> jobs = crowd.send(one.request());
          lost += crowd.lost();
          assertThat(one.send(fleet.server(0))).isTrue();
          jobs.add(one.job().orElseThrow());
          assertThat(jobs).as("%s is one job", one).hasSize(1);
        }
      }
    } finally {
      for (FaultyWire wire : wires) {
        wire.close();
      }
    }
    Verdict verdict = Verdict.on(asked, fleet.servers(), sandbox.ledger());
    assertThat(verdict).isEqualTo(new Verdict(NAMES, 0));
    System.out.printf("R-03: %d names, %d answers lost, 1 submit for each%n", NAMES, lost);
    return asked;
  }

  /** How many are refused when something else is asked for under the same name. */
  private static int refusals(List<Asked> asked, ServerProcess server) throws Exception {
    int refused = 0;
    for (Asked one : asked) {
      GenerateRequest other =
          one.request().toBuilder().setPrompt("something else than " + one).build();
      StatusRuntimeException refusal =
          catchThrowableOfType(StatusRuntimeException.class, () -> server.images().generate(other));
      assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.ALREADY_EXISTS);
      assertThat(reason(refusal)).isEqualTo("REQUEST_ID_REUSED");
      refused++;
    }
    return refused;
  }

  private static String reason(StatusRuntimeException refusal)
      throws InvalidProtocolBufferException {
    for (Any detail : Objects.requireNonNull(StatusProto.fromThrowable(refusal)).getDetailsList()) {
      if (detail.is(ErrorInfo.class)) {
        return detail.unpack(ErrorInfo.class).getReason();
      }
    }
    throw new AssertionError("no reason is told", refusal);
  }

  private void report(String who, List<Asked> asked, int before, int elsewhere) {
    for (Asked one : asked) {
      assertThat(one.submits(sandbox.ledger())).as("submits of %s", one).isEqualTo(1);
    }
    assertThat(sandbox.ledger().count()).isEqualTo(NAMES);
    System.out.printf(
        "R-04, %s: %d of %d refused, then %d of %d; %d submits%n",
        who, before, NAMES, elsewhere, NAMES, sandbox.ledger().count());
  }
}
