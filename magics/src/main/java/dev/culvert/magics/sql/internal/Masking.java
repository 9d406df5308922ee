package dev.culvert.magics.sql.internal;

import dev.culvert.api.UserError;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.dflib.DataFrame;
import org.dflib.Series;

/**
 * Renames and masks columns of frames. One use a copy: its hashes are made with a key that exists
 * as long as it does, so equal values stay equal within a copy and nobody can try values out
 * afterwards.
 */
final class Masking {

  private static final List<String> KINDS = List.of("null", "stars", "hash");
  private static final int KEY_BYTES = 32;
  private static final int HASH_DIGITS = 32;

  private final Map<String, String> names;
  private final Map<String, String> masks;
  private final Mac mac;

  /**
   * @param names new names by old ones
   * @param masks {@code null}, {@code stars} or {@code hash} by column of the query
   * @throws UserError for another mask
   */
  Masking(Map<String, String> names, Map<String, String> masks) {
    this.names = byName(names);
    this.masks = byName(masks);
    for (String kind : masks.values()) {
      if (!KINDS.contains(kind)) {
        throw UserError.usage("--mask takes null, stars or hash, not '" + kind + "'.");
      }
    }
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static Map<String, String> byName(Map<String, String> given) {
    Map<String, String> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    map.putAll(given);
    return map;
  }

  /**
   * The frame as it is to be saved.
   *
   * @throws UserError when a column is named that it does not have
   */
  DataFrame apply(DataFrame frame) {
    List<String> labels = List.of(frame.getColumnsIndex().toArray());
    known("--map", names, labels);
    known("--mask", masks, labels);
    String[] renamed = labels.stream().map(l -> names.getOrDefault(l, l)).toArray(String[]::new);
    Series<?>[] columns = new Series<?>[labels.size()];
    for (int c = 0; c < columns.length; c++) {
      String kind = masks.get(labels.get(c));
      Series<?> series = frame.getColumn(c);
      columns[c] = kind == null ? series : masked(series, kind);
    }
    return DataFrame.byColumn(renamed).of(columns);
  }

  private static void known(String option, Map<String, String> asked, List<String> labels) {
    for (String name : asked.keySet()) {
      if (labels.stream().noneMatch(name::equalsIgnoreCase)) {
        throw UserError.usage(
            option
                + ": the query has no column '"
                + name
                + "'. It has: "
                + String.join(", ", labels)
                + ".");
      }
    }
  }

  private Series<?> masked(Series<?> series, String kind) {
    Object[] values = new Object[series.size()];
    for (int i = 0; i < values.length; i++) {
      Object value = series.get(i);
      values[i] = value == null || kind.equals("null") ? null : masked(text(value), kind);
    }
    return Series.of(values);
  }

  private String masked(String text, String kind) {
    if (kind.equals("stars")) {
      return "*".repeat(text.codePointCount(0, text.length()));
    }
    byte[] hash = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash).substring(0, HASH_DIGITS).toLowerCase(Locale.ROOT);
  }

  private static String text(Object value) {
    return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value.toString();
  }
}
