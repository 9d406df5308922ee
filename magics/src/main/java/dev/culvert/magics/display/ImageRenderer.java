package dev.culvert.magics.display;

import dev.culvert.api.MimeBundle;
import dev.culvert.api.Renderer;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * Shows images: {@link RenderedImage}, as {@code BufferedImage}, and bytes that begin as a PNG,
 * JPEG, GIF or WebP file does.
 */
public final class ImageRenderer implements Renderer {

  private static final int WEBP_MARK = 8; // behind RIFF and the length

  /** For the service loader. */
  public ImageRenderer() {}

  @Override
  public Optional<MimeBundle> render(Object value) {
    if (value instanceof byte[] bytes) {
      return mimeType(bytes)
          .map(
              type ->
                  MimeBundle.text(type + ", " + bytes.length + " bytes").withImage(type, bytes));
    }
    return value instanceof RenderedImage image ? Optional.of(png(image)) : Optional.empty();
  }

  private static MimeBundle png(RenderedImage image) {
    String text = "image of " + image.getWidth() + " x " + image.getHeight() + " pixels";
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, "png", file)) {
        return MimeBundle.text(text + " in colours that PNG does not have");
      }
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory", e);
    }
    return MimeBundle.text(text).withImage("image/png", file.toByteArray());
  }

  /** What the first bytes say; see the PNG, JPEG (ITU T.81), GIF89a and WebP specifications. */
  private static Optional<String> mimeType(byte[] bytes) {
    if (startsWith(bytes, 0, "\u0089PNG\r\n\u001a\n")) {
      return Optional.of("image/png");
    } else if (startsWith(bytes, 0, "\u00ff\u00d8\u00ff")) {
      return Optional.of("image/jpeg");
    } else if (startsWith(bytes, 0, "GIF87a") || startsWith(bytes, 0, "GIF89a")) {
      return Optional.of("image/gif");
    }
    return startsWith(bytes, 0, "RIFF") && startsWith(bytes, WEBP_MARK, "WEBP")
        ? Optional.of("image/webp")
        : Optional.empty();
  }

  private static boolean startsWith(byte[] bytes, int at, String mark) {
    return bytes.length >= at + mark.length()
        && new String(bytes, at, mark.length(), StandardCharsets.ISO_8859_1).equals(mark);
  }
}
