package dev.easel.sandbox.seller;

import dev.easel.sandbox.picture.Description;
import dev.easel.sandbox.picture.PlainPicture;
import java.util.List;

/**
 * Has files of one length only, whatever was asked for, so that none is waited for but the first of
 * its size and format. They show one colour.
 *
 * @param bytes their length; even, from {@value #LEAST} to {@value #MOST}
 */
public record ReadyMade(int bytes) implements Painter {

  /** Enough for 1024x1024 pixels of one colour in any format. */
  public static final int LEAST = 32 * 1024;

  /** As long as an image of a seller may be for Easel. */
  public static final int MOST = 64 * 1024 * 1024;

  private static final int SIDE_THAT_FITS = 1024;

  /** Checks the length. */
  public ReadyMade {
    if (bytes < LEAST || bytes > MOST || bytes % 2 != 0) {
      throw new IllegalArgumentException(
          "images of %d bytes cannot be made: an even number from %d to %d can"
              .formatted(bytes, LEAST, MOST));
    }
  }

  @Override
  public Studio.Work subject(Studio.Work asked) {
    Description picture = asked.picture();
    return new Studio.Work(
        new Description("", 0, List.of(), picture.width(), picture.height(), picture.transparent()),
        asked.encoding());
  }

  /** What has more pixels than there is room for comes smaller. */
  @Override
  public byte[] draw(Studio.Work subject) {
    Description picture = subject.picture();
    try {
      return file(subject, picture.width(), picture.height());
    } catch (IllegalArgumentException e) {
      return file(subject, SIDE_THAT_FITS, SIDE_THAT_FITS);
    }
  }

  private byte[] file(Studio.Work subject, int width, int height) {
    boolean transparent = subject.picture().transparent();
    return subject.encoding().padded(new PlainPicture(width, height, transparent), bytes);
  }
}
