package dev.easel.server.blob.s3;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An answer in XML, of which the texts are of interest, whatever they stand in.
 *
 * @param root name of the outermost element; empty if it is no XML
 * @param texts the texts of the elements that have no others within, by their names
 */
record XmlAnswer(String root, Map<String, List<String>> texts) {
  /** Reads an answer; of one that is broken, what there is before the break. */
  static XmlAnswer read(byte[] document) {
    Map<String, List<String>> texts = new HashMap<>();
    String root = "";
    try {
      XMLStreamReader reader = factory().createXMLStreamReader(new ByteArrayInputStream(document));
      StringBuilder text = new StringBuilder();
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamConstants.START_ELEMENT -> {
            root = root.isEmpty() ? reader.getLocalName() : root;
            text.setLength(0);
          }
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
              text.append(reader.getText());
          case XMLStreamConstants.END_ELEMENT -> {
            texts
                .computeIfAbsent(reader.getLocalName(), name -> new ArrayList<>())
                .add(text.toString().strip());
            text.setLength(0);
          }
          default -> {}
        }
      }
    } catch (XMLStreamException e) {
      return new XmlAnswer("", texts);
    }
    return new XmlAnswer(root, texts);
  }

  /** Neither fetches nor unfolds anything that a document names. */
  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }

  /** The first text of this name. */
  Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /** Every text of this name, in order. */
  List<String> all(String name) {
    return texts.getOrDefault(name, List.of());
  }
}
