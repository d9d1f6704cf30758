package dev.easel.server.blob;

import dev.easel.server.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What must not be taken from a caller: bombs, fragments, forgeries, and other kinds of files. */
final class BadImages {
  /** A file and a word that its refusal must say. */
  static final class Bad {
    private final String name;
    private final byte[] bytes;
    private final String word;

    private Bad(String name, byte[] bytes, String word) {
      this.name = name;
      this.bytes = bytes;
      this.word = word;
    }

    byte[] bytes() {
      return bytes;
    }

    String word() {
      return word;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final byte[] ZIP = Bytes.text("PK\u0003\u0004 a jar that is a picture too");
  private static final byte[] PDF = Bytes.text("%PDF-1.7\n%%EOF\n");
  private static final byte[] NONE = {};

  private final List<Bad> all = new ArrayList<>();

  static List<Bad> all() {
    BadImages images = new BadImages();
    images.addOtherKinds();
    images.addPngBombs();
    images.addPngForgeries();
    images.addJpeg();
    images.addWebp();
    images.addCut("PNG", PngFile.small().end());
    images.addCut("JPEG", JpegFile.small());
    images.addCut("lossy WebP", WebpFile.LOSSY);
    images.addCut("extended WebP", WebpFile.WITH_ALL);
    return images.all;
  }

  private void add(String name, byte[] bytes, String word) {
    all.add(new Bad(name, bytes, word));
  }

  private void addOtherKinds() {
    add("nothing", NONE, "no bytes");
    add("GIF", Bytes.text("GIF89a\u00ff\u00ff\u00ff\u00ff\0\0\0;"), "a GIF");
    add("BMP", Bytes.text("BM1234\0\0\0\0"), "a BMP");
    add("TIFF", Bytes.text("II*\0\b\0\0\0"), "a TIFF");
    add("SVG", Bytes.text("<svg xmlns='http://www.w3.org/2000/svg'/>"), "an SVG");
    add("SVG after a prologue", Bytes.text("<?xml version='1.0'?>\n<svg/>"), "an SVG");
    add("HTML", Bytes.text("\u00ef\u00bb\u00bf \n<!DOCTYPE html><p>"), "an HTML page");
    add("HEIC", Bytes.text("\0\0\0\u0018ftypheic\0\0\0\0"), "a HEIC");
    add("AVIF", Bytes.text("\0\0\0\u0018ftypavif\0\0\0\0"), "an AVIF");
    add("JPEG XL", Bytes.text("\0\0\0\fJXL \r\n\u0087\n"), "a JPEG XL");
    add("PDF", PDF, "a PDF");
    add("ZIP", ZIP, "a ZIP archive");
    add("WAV", Bytes.text("RIFF\u0004\0\0\0WAVE"), "a RIFF file");
    add("an error of a web server", Bytes.text("{\"detail\":\"no\"}"), "a JSON text");
    add("a data URI", Bytes.text("data:image/png;base64,iVBORw0KGgo="), "a data URI");
    add("icon", Bytes.text("\0\0\u0001\0\u0001\0"), "neither PNG");
    add("zeros", new byte[4_096], "neither PNG");
  }

  private void addPngBombs() {
    byte[] bomb = PngFile.of(30_000, 30_000, 1, 0, 0).pixels(30_000, 30_000, 1, false).end();
    add("PNG that decodes to 112 MB", bomb, "30000x30000");
    add("PNG that decodes to 1.6 GB", header(20_000, 20_000, 8, 6), "20000x20000");
    add("PNG too wide", header(8_193, 1, 8, 2), "8193x1");
    add("PNG too high", header(1, 8_193, 8, 2), "1x8193");
    add("PNG of 67 million pixels", header(8_192, 8_192, 8, 2), "8192x8192");
    add("PNG with the largest side", header(Integer.MAX_VALUE, 1, 8, 2), "2147483647x1");
    add("PNG with a negative side", header(-1, 1, 8, 2), "4294967295x1");
    add("PNG of no width", header(0, 12, 8, 2), "no pixels");
    add("PNG of no height", header(16, 0, 8, 2), "no pixels");
    PngFile many = PngFile.of(16, 12, 8, 2, 0);
    for (int i = 0; i < 20_000; i++) {
      many.chunk("tEXt", NONE);
    }
    add("PNG of 20,000 chunks", many.pixels(16, 12, 24, false).end(), "too many parts");
    byte[] control = ByteBuffer.allocate(8).putInt(100).putInt(0).array();
    PngFile animated = PngFile.of(16, 12, 8, 2, 0).chunk("acTL", control);
    add("animated PNG", animated.pixels(16, 12, 24, false).end(), "animated");
    add("PNG with frames", PngFile.small().chunk("fcTL", new byte[26]).end(), "animated");
    add("PNG with frame data", PngFile.small().chunk("fdAT", new byte[26]).end(), "animated");
    byte[] text = PngFile.deflated(1_000_000);
    add("PNG, its text too long", plain().chunk("zTXt", text, 1 << 20).end(), "cut off");
  }

  private static byte[] header(int width, int height, int depth, int type) {
    return PngFile.of(width, height, depth, type, 0).chunk("IDAT", new byte[64]).end();
  }

  private static PngFile plain() {
    return PngFile.of(16, 12, 8, 2, 0);
  }

  private void addPngForgeries() {
    byte[] good = PngFile.small().end();
    add("PNG and ZIP", Bytes.join(good, ZIP), "after its end");
    add("PNG and PDF", Bytes.join(good, PDF), "after its end");
    add("PNG and HTML", Bytes.join(good, Bytes.text("<script>")), "after its end");
    add("two PNGs", Bytes.join(good, good), "after its end");
    add("PNG and one byte", Bytes.join(good, new byte[1]), "after its end");
    byte[] damaged = good.clone();
    damaged[19] ^= 1;
    add("PNG with a wrong checksum", damaged, "damaged");
    add("PNG without a header", new PngFile().chunk("IDAT", new byte[40]).end(), "begin");
    add("PNG with a short header", new PngFile().chunk("IHDR", new byte[12]).end(), "begin");
    add("PNG with two headers", plain().chunk("IHDR", new byte[13]).end(), "second header");
    add("PNG without pixels", plain().end(), "no pixels in it");
    add("PNG with empty pixels", plain().chunk("IDAT", NONE).end(), "no pixels in it");
    add("PNG without an end", PngFile.small().unfinished(), "cut off");
    add("PNG with a full end", PngFile.small().chunk("IEND", new byte[1]).unfinished(), "its end");
    PngFile huge = plain().chunk("IDAT", new byte[9], -1);
    add("PNG with a chunk of 4 GB", huge.end(), "cut off");
    PngFile shifted = plain().chunk("IDAT", new byte[90], 70);
    add("PNG with a chunk that lies on", shifted.end(), "between its chunks");
    add("PNG with a bad name", PngFile.small().chunk("a\0\0b", NONE).end(), "between its chunks");
    add("PNG with a foreign part", plain().chunk("CgBI", new byte[4]).end(), "do not know");
    PngFile apart = PngFile.small().chunk("tEXt", NONE).chunk("IDAT", new byte[1]);
    add("PNG with pixels apart", apart.end(), "between its pixels");
    PngFile bare = new PngFile().header(16, 12, 8, 3, 0).chunk("IDAT", new byte[9]);
    add("PNG without its palette", bare.end(), "palette");
    add("PNG with colours of no kind", header(16, 12, 8, 5), "colours");
    add("PNG with 3 bits a sample", header(16, 12, 3, 0), "colours");
    add("PNG of 1 bit true colour", header(16, 12, 1, 2), "colours");
    add("PNG compressed unheard-of", encoded(1, 0, 0), "not PNG's");
    add("PNG filtered unheard-of", encoded(0, 1, 0), "not PNG's");
    add("PNG interlaced unheard-of", encoded(0, 0, 2), "not PNG's");
  }

  private static byte[] encoded(int compression, int filter, int interlace) {
    return new PngFile()
        .header(16, 12, 8, 2, compression, filter, interlace)
        .chunk("IDAT", new byte[9])
        .end();
  }

  private void addJpeg() {
    byte[] good = JpegFile.small();
    add("progressive JPEG bomb", JpegFile.framed(good, 0xc2, 65_535, 65_535), "65535x65535");
    add("JPEG of 67 million pixels", JpegFile.framed(good, 0xc0, 8_192, 8_192), "8192x8192");
    add("JPEG of no height", JpegFile.framed(good, 0xc0, 0, 16), "no pixels");
    add("JPEG of no width", JpegFile.framed(good, 0xc0, 12, 0), "no pixels");
    add("lossless JPEG", JpegFile.framed(good, 0xc3, 12, 16), "lossless");
    add("arithmetic JPEG", JpegFile.framed(good, 0xc9, 12, 16), "arithmetic");
    add("JPEG and PDF", Bytes.join(good, PDF), "something follows");
    add("JPEG and ZIP", Bytes.join(good, ZIP), "something follows");
    add("JPEG and a byte", Bytes.join(good, new byte[1]), "something follows");
    byte[] beginning = Arrays.copyOf(good, 2);
    byte[] end = Bytes.of(0xff, 0xd9);
    add("JPEG without a frame", Bytes.join(beginning, segment(0xda), end), "no frame");
    add("JPEG of nothing", Bytes.join(beginning, segment(0xe0), end, end), "no pixels in it");
    byte[] empty = Bytes.of(0xff, 0xe0, 0, 0);
    add("JPEG with an empty segment", Bytes.join(beginning, empty, end), "without length");
    byte[] loose = Bytes.join(beginning, segment(0xe0), Bytes.text("<script>"), end);
    add("JPEG with a script between", loose, "between its segments");
    add("JPEG with two frames", JpegFile.with(good, 0xc0, frame(3)), "damaged frame");
    add("JPEG of no components", bare(frame(0)), "damaged frame");
    add("JPEG of five components", bare(frame(5)), "damaged frame");
    byte[] fill = new byte[20_000];
    Arrays.fill(fill, (byte) 0xff);
    add("JPEG full of fill bytes", Bytes.join(beginning, fill, end), "too many parts");
    byte[][] comments = new byte[20_000][];
    Arrays.fill(comments, JpegFile.segment(0xfe, NONE));
    byte[] many = Bytes.join(beginning, Bytes.join(comments), segment(0xda), end);
    add("JPEG of 20,000 segments", many, "too many parts");
  }

  private static byte[] segment(int marker) {
    return JpegFile.segment(marker, new byte[8]);
  }

  private static byte[] frame(int components) {
    return Arrays.copyOf(Bytes.of(8, 0, 12, 0, 16, components), 6 + 3 * components);
  }

  private static byte[] bare(byte[] frame) {
    return Bytes.join(
        Bytes.of(0xff, 0xd8), JpegFile.segment(0xc0, frame), segment(0xda), Bytes.of(0xff, 0xd9));
  }

  private void addWebp() {
    byte[] lossy = WebpFile.picture(WebpFile.LOSSY);
    byte[] header = WebpFile.extended(0, 16, 12);
    add("animated WebP", WebpFile.ANIMATED, "animated");
    byte[] frame = WebpFile.chunk("ANMF", new byte[24]);
    add("WebP with a secret frame", WebpFile.riff(header, frame, lossy), "animated");
    byte[] large = WebpFile.extended(0, 1 << 24, 1 << 24);
    add("WebP bomb", WebpFile.riff(large, lossy), "16777216x16777216");
    byte[] lossless = WebpFile.lossless(16_384, 16_384);
    add("lossless WebP bomb", WebpFile.riff(lossless), "16384x16384");
    byte[] other = WebpFile.extended(0, 17, 12);
    add("WebP that says another size", WebpFile.riff(other, lossy), "holds 16x12");
    add("WebP without a picture", WebpFile.riff(header), "no picture");
    add("WebP of nothing", WebpFile.riff(), "no picture");
    add("WebP with two pictures", WebpFile.riff(lossy, lossy), "more than one");
    add("WebP and ZIP", Bytes.join(WebpFile.LOSSY, ZIP), "after its end");
    add("WebP with rest", WebpFile.riff(lossy, new byte[6]), "after its chunks");
    add("WebP that begins with EXIF", WebpFile.riff(WebpFile.chunk("EXIF", NONE)), "unknown chunk");
    byte[] overlong = WebpFile.riff(lossy, Bytes.text("XMP "), WebpFile.little(-1));
    add("WebP with a chunk of 4 GB", overlong, "longer than the file");
    byte[] longer = WebpFile.LOSSY.clone();
    longer[4]++;
    longer[4]++;
    add("WebP longer than its file", longer, "cut off");
    byte[] between = WebpFile.LOSSY.clone();
    between[20] |= 1;
    add("WebP without a key frame", between, "key frame");
    byte[] unsigned = WebpFile.LOSSLESS.clone();
    unsigned[20] = 0;
    add("WebP without its signature", unsigned, "signature");
    add("WebP with a short picture", WebpFile.riff(WebpFile.chunk("VP8 ", NONE)), "key frame");
    add("WebP with a short header", WebpFile.riff(WebpFile.chunk("VP8X", NONE), lossy), "damaged");
    byte[] none = WebpFile.LOSSY.clone();
    Arrays.fill(none, 26, 30, (byte) 0);
    add("WebP of no pixels", none, "no pixels");
  }

  private void addCut(String kind, byte[] whole) {
    for (int tenth = 1; tenth < 10; tenth++) {
      byte[] cut = Arrays.copyOf(whole, whole.length * tenth / 10);
      add("%s cut off at %d %%".formatted(kind, tenth * 10), cut, "");
    }
  }
}
