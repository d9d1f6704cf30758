package dev.easel.server;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The arrows of the house. */
@TestInstance(Lifecycle.PER_CLASS)
final class ArchitectureTest {
  private static final String HOUSE = "dev.easel.server";

  /** The rooms that each room may look into. The root looks into all of them; nobody into it. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("domain", Set.of()),
          Map.entry("config", Set.of()),
          Map.entry("catalog", Set.of()),
          Map.entry("provider", Set.of("config")),
          Map.entry("cost", Set.of("catalog", "domain")),
          Map.entry("route", Set.of("cost", "catalog", "domain")),
          Map.entry("blob", Set.of("domain")),
          Map.entry("blob.disk", Set.of("blob", "domain")),
          Map.entry("blob.s3", Set.of("blob", "domain")),
          Map.entry("fetch", Set.of("blob", "domain")),
          Map.entry("job", Set.of("blob", "catalog", "cost", "domain", "fetch", "provider")),
          Map.entry("store.memory", Set.of("job", "domain")),
          Map.entry("store.json", Set.of("domain")),
          Map.entry("store.sqlite", Set.of("job", "domain", "store.json")),
          Map.entry("store.postgres", Set.of("job", "domain", "store.json")),
          Map.entry("admit", Set.of("domain")),
          Map.entry(
              "api",
              Set.of(
                  "admit",
                  "blob",
                  "catalog",
                  "config",
                  "cost",
                  "domain",
                  "fetch",
                  "job",
                  "provider",
                  "route")),
          Map.entry("observe", Set.of()),
          Map.entry("web", Set.of("blob", "domain", "job")),
          Map.entry("cli", Set.of("", "config", "cli.client", "cli.terminal", "cli.view")),
          Map.entry("cli.client", Set.of("cli.view")),
          Map.entry("cli.terminal", Set.of("cli.client", "cli.view")),
          Map.entry("cli.view", Set.of()));

  private JavaClasses classes;

  @BeforeAll
  void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.easel");
  }

  @Test
  void roomsLookOnlyWhereTheirArrowsPoint() {
    classes()
        .that(resideInAPackage(HOUSE + ".."))
        .and()
        .resideOutsideOfPackage(HOUSE)
        .should(lookOnlyWhereArrowsPoint())
        .check(classes);
  }

  @Test
  void everyRoomHasItsArrowsWrittenDown() {
    assertThat(
            classes.stream()
                .filter(one -> one.getPackageName().startsWith(HOUSE + "."))
                .map(ArchitectureTest::room)
                .distinct())
        .isSubsetOf(ARROWS.keySet());
  }

  @Test
  void onlyTheFacesSpeakProtobuf() {
    noClasses()
        .that(resideInAPackage(HOUSE + ".."))
        .and()
        .resideOutsideOfPackages(HOUSE + ".api..", HOUSE + ".web..", HOUSE + ".cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.google.protobuf..", "com.google.rpc..", "dev.easel.v1..")
        .check(classes);
  }

  @Test
  void theSpiKnowsTheJdkAndJspecifyAlone() {
    classes()
        .that()
        .resideInAPackage("dev.easel.spi..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", "dev.easel.spi..")
        .check(classes);
  }

  @Test
  void theServerSeesProvidersThroughTheSpiOnly() {
    noClasses()
        .that(resideInAPackage(HOUSE + ".."))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.easel.fal..", "dev.easel.openai..")
        .check(classes);
  }

  @Test
  void onlyTheCommandLineStartsTheSandbox() {
    noClasses()
        .that(resideInAPackage("dev.easel.."))
        .and()
        .resideOutsideOfPackages(HOUSE + ".cli..", "dev.easel.sandbox..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.easel.sandbox..")
        .check(classes);
  }

  @Test
  void providersKnowNothingOfTheServer() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.easel.spi..",
            "dev.easel.http..",
            "dev.easel.fal..",
            "dev.easel.openai..",
            "dev.easel.sandbox..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(HOUSE + "..", "dev.easel.v1..", "io.grpc..", "com.google.inject..")
        .check(classes);
  }

  @Test
  void nothingIsHeldInStaticFieldsThatChange() {
    fields()
        .that()
        .areStatic()
        .and()
        .areDeclaredInClassesThat()
        .resideOutsideOfPackage("dev.easel.v1..")
        .should()
        .beFinal()
        .check(classes);
  }

  @Test
  void theTimeIsAskedOfTheMachineAlone() {
    noClasses()
        .that(resideInAPackage(HOUSE + ".."))
        .and()
        .resideOutsideOfPackage(HOUSE + ".cli..")
        .and()
        .doNotHaveSimpleName("Machine")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .check(classes);
  }

  @Test
  void theJobMachineTouchesNeitherClockNorStoreNorSeller() {
    noClasses()
        .that()
        .haveNameMatching(".*\\.job\\.(JobMachine|JobChange|Endings|RetryPolicy|Failures|Step)")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            ".*\\.(Clockwork|JobStore|HotJobs|BlobStore|ImageProvider|Executor|RandomGenerator)")
        .check(classes);
  }

  private static ArchCondition<JavaClass> lookOnlyWhereArrowsPoint() {
    return new ArchCondition<>("look only where their room's arrows point") {
      @Override
      public void check(JavaClass from, ConditionEvents events) {
        from.getDirectDependenciesFromSelf().stream()
            .filter(arrow -> isInHouse(arrow.getTargetClass()))
            .filter(arrow -> !allowed(room(from), room(arrow.getTargetClass())))
            .forEach(
                arrow -> events.add(SimpleConditionEvent.violated(from, arrow.getDescription())));
      }
    };
  }

  private static boolean allowed(String from, String to) {
    return from.equals(to) || ARROWS.getOrDefault(from, Set.of()).contains(to);
  }

  private static boolean isInHouse(JavaClass one) {
    return one.getPackageName().equals(HOUSE) || one.getPackageName().startsWith(HOUSE + ".");
  }

  private static String room(JavaClass one) {
    String name = one.getPackageName().substring(HOUSE.length());
    return name.isEmpty() ? "" : name.substring(1);
  }
}
