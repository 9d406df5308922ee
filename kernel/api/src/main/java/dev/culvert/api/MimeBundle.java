package dev.culvert.api;

import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One value in the representations a front end can choose from, by MIME type. Immutable.
 *
 * <p>{@code text/plain} should always be there: it is what terminals and plain readers show.
 */
public final class MimeBundle {

  private final Map<String, String> data;

  private MimeBundle(Map<String, String> data) {
    this.data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }

  /** A bundle of plain text alone. */
  public static MimeBundle text(String plain) {
    return of("text/plain", plain);
  }

  /** A bundle of one representation. */
  public static MimeBundle of(String mimeType, String content) {
    return new MimeBundle(Map.of(mimeType, Objects.requireNonNull(content, mimeType)));
  }

  /** This bundle and one more representation, which replaces one of the same type. */
  public MimeBundle with(String mimeType, String content) {
    Map<String, String> more = new LinkedHashMap<>(data);
    more.put(mimeType, Objects.requireNonNull(content, mimeType));
    return new MimeBundle(more);
  }

  /** This bundle and an HTML representation. */
  public MimeBundle withHtml(String html) {
    return with("text/html", html);
  }

  /** This bundle and an image, given as the bytes of its file. */
  public MimeBundle withImage(String mimeType, byte[] bytes) {
    return with(mimeType, Base64.getEncoder().encodeToString(bytes));
  }

  /**
   * The representations by MIME type, in the order they were added. Images are Base64; types that
   * end in {@code json} hold JSON text.
   */
  public Map<String, String> data() {
    return data;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MimeBundle bundle && bundle.data.equals(data);
  }

  @Override
  public int hashCode() {
    return data.hashCode();
  }

  @Override
  public String toString() {
    return "MimeBundle" + data.keySet();
  }
}
