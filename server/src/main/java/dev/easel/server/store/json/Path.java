package dev.easel.server.store.json;

/** The place of a value in a document, put into words only when something is wrong there. */
sealed interface Path {
  /** For people, such as {@code a stored job, attempts[0].number}. */
  String render();

  /** The document. */
  record Whole(String subject) implements Path {
    @Override
    public String render() {
      return subject + " cannot be read";
    }
  }

  /** A member of the object at a place. */
  record Member(Path parent, String name) implements Path {
    @Override
    public String render() {
      String separator = parent instanceof Whole ? ": " : ".";
      return parent.render() + separator + name;
    }
  }

  /** An element of the list at a place. */
  record Element(Path parent, int index) implements Path {
    @Override
    public String render() {
      return parent.render() + "[" + index + "]";
    }
  }
}
