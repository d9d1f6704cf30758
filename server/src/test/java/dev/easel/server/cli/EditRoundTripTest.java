package dev.easel.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.RunningEasel;
import dev.easel.server.config.StartupException;
import dev.easel.v1.Job;
import dev.easel.v1.ListJobsRequest;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line at a running Easel, whose sellers are a sandbox. */
final class EditRoundTripTest {
  @TempDir private Path folder = Path.of("");
  private RunningEasel running;
  private Shell shell;

  @BeforeEach
  void start(@TempDir Path data) throws StartupException {
    running = RunningEasel.start(data, Duration.ofMillis(50), Map.of());
    InetSocketAddress address = running.easel().grpcAddress();
    shell = Shell.at(folder, address.getAddress().getHostAddress() + ":" + address.getPort());
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void anImageThatWasMadeIsEditedFromItsFileAndFromItsBlob() throws Exception {
    run("generate", "--provider=fal", "a red fox", "-o=fox.png");
    String blob = lastJob().getResults(0).getImage().getBlobId();

    run("edit", "--provider=fal", "-i=fox.png", "-i=blob:" + blob, "in snow", "-o=snow.jpg");

    assertThat(ImageIO.read(folder.resolve("snow.jpg").toFile())).isNotNull();
    assertThat(lastJob().getKind()).isEqualTo(Job.Kind.KIND_EDIT);
    assertThat(running.submits()).isEqualTo(2);
  }

  @Test
  void aLargeFileIsUploadedForItsQuoteWhichSpendsNothingAndForItsEdit() throws Exception {
    Path noise = noise();
    assertThat(Files.size(noise)).isGreaterThan(1 << 20);

    run("quote", "--provider=fal", "-i=noise.png", "calmer");
    assertThat(running.submits()).isZero();
    run("edit", "--provider=fal", "-i=noise.png", "calmer", "-o=calm.png");

    assertThat(ImageIO.read(folder.resolve("calm.png").toFile())).isNotNull();
    assertThat(running.submits()).isEqualTo(1);
  }

  @Test
  void aFileThatIsNoImageIsNamedAndNothingIsSpent() throws Exception {
    Files.write(folder.resolve("text.png"), new byte[2 << 20]);

    assertThat(shell.run("edit", "-i=text.png", "x")).isEqualTo(4);

    assertThat(shell.err()).contains("text.png was not taken; no job was started");
    assertThat(running.submits()).isZero();
  }

  private void run(String... arguments) {
    assertThat(shell.run(arguments)).as(() -> shell.err()).isZero();
  }

  private Job lastJob() {
    return running.images().listJobs(ListJobsRequest.getDefaultInstance()).getJobs(0);
  }

  /** What no compression makes small. */
  private Path noise() throws IOException {
    BufferedImage image = new BufferedImage(768, 768, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(7);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    Path file = folder.resolve("noise.png");
    ImageIO.write(image, "png", file.toFile());
    return file;
  }
}
