package dev.easel.server.blob.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service says in XML. */
final class XmlAnswerTest {
  private static XmlAnswer read(String document) {
    return XmlAnswer.read(document.getBytes(UTF_8));
  }

  @Test
  void aListIsReadWhateverElseStandsInIt() {
    XmlAnswer list =
        read(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>b</Name>
            <Prefix>images/</Prefix><KeyCount>2</KeyCount><IsTruncated>true</IsTruncated>
            <NextContinuationToken>1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=</NextContinuationToken>
            <Contents><Key>images/a</Key><ETag>&quot;x&quot;</ETag><Owner><ID>o</ID></Owner></Contents>
            <Contents><Key><![CDATA[images/b]]></Key><Size>7</Size></Contents></ListBucketResult>
            """);
    assertThat(list.root()).isEqualTo("ListBucketResult");
    assertThat(list.all("Key")).containsExactly("images/a", "images/b");
    assertThat(list.first("NextContinuationToken"))
        .contains("1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=");
  }

  @Test
  void whatIsNoXmlSaysNothing() {
    assertThat(read("").root()).isEmpty();
    assertThat(read("<html><body>busy").root()).isEmpty();
    assertThat(read("0123456789ABCDEFGHJKMNPQRS").first("Code")).isEmpty();
  }

  @Test
  void noDocumentReadsAFileOfOurs(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "hunter22");
    XmlAnswer evil =
        read(
            """
            <!DOCTYPE Error [<!ENTITY x SYSTEM "%s"><!ENTITY y "yyyyyyyy">]>
            <Error><Code>&x;&y;</Code></Error>
            """
                .formatted(file.toUri()));
    assertThat(evil.all("Code")).noneMatch(code -> code.contains("hunter22"));
  }
}
