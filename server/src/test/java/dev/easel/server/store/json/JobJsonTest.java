package dev.easel.server.store.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.domain.EditInput;
import dev.easel.server.domain.InlineImage;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobOptions;
import dev.easel.server.domain.JobRequest;
import dev.easel.server.domain.Source;
import dev.easel.spi.Size;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class JobJsonTest {
  private static final int ROUNDS = 2_000;

  private final long seed = Long.getLong("easel.seed", new Random().nextLong());
  private final Random random = new Random(seed);
  private final JobJson jobs = new JobJson();
  private final EventJson events = new EventJson();

  @Test
  void everyJobReadsBackAsItWas() {
    RandomRecords records = RandomRecords.any(random);
    for (int round = 0; round < ROUNDS; round++) {
      Job job = records.next(Job.class);
      assertThat(jobs.read(jobs.write(job))).as("seed %d, round %d", seed, round).isEqualTo(job);
    }
  }

  @Test
  void everyEventReadsBackAsItWas() {
    RandomRecords records = RandomRecords.any(random);
    for (int round = 0; round < ROUNDS; round++) {
      JobEvent event = records.next(JobEvent.class);
      assertThat(events.read(events.write(event)))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(event);
    }
  }

  @Test
  void nothingInAJobCanChangeUnseen() {
    RandomRecords whole = RandomRecords.whole(random);
    Job job = whole.next(Job.class);
    Set<String> documents = new HashSet<>(Set.of(jobs.write(job)));
    for (Variations.Variation variation : new Variations(whole).of(job)) {
      String document = jobs.write((Job) variation.value());
      assertThat(documents.add(document)).as("%s, seed %d", variation.place(), seed).isTrue();
      assertThat(jobs.read(document))
          .as("%s, seed %d", variation.place(), seed)
          .isEqualTo(variation.value());
    }
  }

  @Test
  void nothingInAnEventOfAnyKindCanChangeUnseen() {
    RandomRecords whole = RandomRecords.whole(random);
    JobEvent any = whole.next(JobEvent.class);
    for (Class<?> kind : RandomRecords.kinds(JobEvent.Content.class)) {
      JobEvent event =
          new JobEvent(any.sequence(), any.time(), (JobEvent.Content) whole.next(kind));
      Set<String> documents = new HashSet<>(Set.of(events.write(event)));
      for (Variations.Variation variation : new Variations(whole).of(event)) {
        String document = events.write((JobEvent) variation.value());
        assertThat(documents.add(document)).as("%s, seed %d", variation.place(), seed).isTrue();
        assertThat(events.read(document))
            .as("%s, seed %d", variation.place(), seed)
            .isEqualTo(variation.value());
      }
    }
  }

  @Test
  void theSameJobIsTheSameDocument() {
    Job job = RandomRecords.whole(random).next(Job.class);
    assertThat(jobs.write(jobs.read(jobs.write(job)))).isEqualTo(jobs.write(job));
  }

  @Test
  void labelsStandInTheOrderOfTheirNamesHoweverTheyCame() {
    Map<String, String> labels = new HashMap<>();
    for (int i = 0; i < 30; i++) {
      labels.put(Integer.toHexString(i * 0x9e37_79b9), "label");
    }
    Object[] options = Records.components(JobOptions.unset());
    options[options.length - 1] = labels;
    Job job = RandomRecords.whole(random).next(Job.class);
    Object[] request = Records.components(job.request());
    request[request.length - 1] = Records.of(JobOptions.class, options);
    String document = jobs.write(with(job, Records.of(JobRequest.class, request)));
    List<Integer> places =
        labels.keySet().stream()
            .sorted()
            .map(name -> document.indexOf("{\"name\":\"%s\"".formatted(name)))
            .toList();
    assertThat(places).isSorted().doesNotContain(-1);
  }

  @Test
  void aRouteInUseThatIsNoneOfTheRoutesIsDamage() {
    Job job = RandomRecords.whole(random).next(Job.class);
    String route = "\"route\":%d,\"state\"";
    String document = jobs.write(job).replace(route.formatted(job.route()), route.formatted(2));
    assertThatThrownBy(() -> jobs.read(document))
        .isInstanceOf(UnreadableJobException.class)
        .hasMessage("a stored job cannot be read: route: not one of the 2 routes");
  }

  @Test
  void aDocumentHasNoCharacterThatADatabaseRefuses() {
    RandomRecords records = RandomRecords.any(random);
    for (int round = 0; round < 100; round++) {
      assertThat(jobs.write(records.next(Job.class)).chars())
          .as("seed %d", seed)
          .allMatch(unit -> unit >= ' ')
          .noneMatch(unit -> unit == '\ufffd');
    }
  }

  @Test
  void bytesThatCameWithARequestAreNeverPartOfAStoredJob() {
    Job job = RandomRecords.whole(random).next(Job.class);
    Source carried =
        new Source.Carried(new InlineImage(ByteBuffer.allocate(1)), "00", new Size(1, 1));
    EditInput input = new EditInput(List.of(carried), Optional.empty(), Optional.empty());
    assertThatThrownBy(() -> jobs.write(with(job, job.request().with(input))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a job's sources are stored before the job is");
  }

  private static Job with(Job job, Object request) {
    Object[] components = Records.components(job);
    components[2] = request;
    return (Job) Records.of(Job.class, components);
  }
}
