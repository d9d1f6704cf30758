package dev.easel.sandbox.openai;

import dev.easel.sandbox.picture.Description;
import dev.easel.sandbox.seller.Studio;
import java.util.List;

/** The pictures of one task. */
record Drawings(ImageTask task, String requestId) {

  private static final int SHORT_ID = 12;

  /** What the finished image of this index, from 0, is made from. */
  Studio.Work finished(int index) {
    return work(index, "image %d of %d".formatted(index + 1, task.count()));
  }

  /** What a partial image is made from: the same picture, and a word that says what it is. */
  Studio.Work partial(int index, int ordinal) {
    return work(index, "PARTIAL %d of %d".formatted(ordinal + 1, task.partials()));
  }

  private Studio.Work work(int index, String what) {
    List<String> captions =
        List.of(
            "%s | %s | quality %s"
                .formatted(task.model().ids().getFirst(), task.size().text(), task.quality()),
            "background %s | %s%s | %s%s | %s"
                .formatted(
                    task.background(),
                    task.format(),
                    task.compression() < 100 ? " " + task.compression() : "",
                    task.references().isEmpty() ? "" : task.references().size() + " sources | ",
                    what,
                    requestId.substring(0, SHORT_ID)));
    Description picture =
        new Description(
            task.prompt(),
            index,
            captions,
            task.size().width(),
            task.size().height(),
            task.transparent());
    return new Studio.Work(picture, task.encoding(), task.compression());
  }
}
