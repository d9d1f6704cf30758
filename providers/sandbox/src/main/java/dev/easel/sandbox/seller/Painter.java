package dev.easel.sandbox.seller;

import dev.easel.sandbox.picture.Picture;

/** Makes the files of a studio. Safe for use by several threads. */
public interface Painter {

  /** Draws everything as it was described. */
  Painter FAITHFUL =
      new Painter() {
        @Override
        public Studio.Work subject(Studio.Work asked) {
          return asked;
        }

        @Override
        public byte[] draw(Studio.Work subject) {
          return subject.encoding().bytes(new Picture(subject.picture()), subject.fidelity());
        }
      };

  /** What is drawn when something is asked for; what has the same subject is the same file. */
  Studio.Work subject(Studio.Work asked);

  /** The file. */
  byte[] draw(Studio.Work subject);
}
