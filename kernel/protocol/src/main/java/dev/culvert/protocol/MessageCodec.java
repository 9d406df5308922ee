package dev.culvert.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Messages to and from their frames: identities, delimiter, signature, four JSON dictionaries,
 * buffers.
 *
 * <p>Invariant: nothing is parsed before its signature was found right, and signatures are compared
 * in constant time. Hazard: an {@link Hmac} is not thread safe, so a codec belongs to one thread at
 * a time. {@link #serialize} does not need one, so who makes a message pays for its JSON.
 */
public final class MessageCodec {

  private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(UTF_8);
  private static final int DICTIONARIES = 4;
  private static final String TEXT = "text";
  private static final byte[] TEXT_END = "\"}".getBytes(UTF_8);

  /** Front ends and kernels send what they like in one text: an image, a print of 50 MB. */
  private static final JSON JSON_CODEC =
      JSON.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                  .build())
          .build()
          .without(JSON.Feature.FAIL_ON_UNKNOWN_TYPE_WRITE)
          .with(JSON.Feature.WRITE_NULL_PROPERTIES); // a null in a user's JSON is a value

  private final Hmac mac; // null when the connection file holds no key: messages are unsigned

  /**
   * @param scheme as {@code hmac-sha256}
   * @param key the connection's key; empty for unsigned messages
   */
  public MessageCodec(String scheme, String key) throws ProtocolException {
    this.mac = key.isEmpty() ? null : mac(scheme, key);
  }

  private static Hmac mac(String scheme, String key) throws ProtocolException {
    if (!scheme.startsWith("hmac-")) {
      throw new ProtocolException(
          "signature_scheme '" + scheme + "' is not known; expected hmac-sha256");
    }
    try {
      return new Hmac(
          scheme.substring("hmac-".length()).toUpperCase(Locale.ROOT), key.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new ProtocolException(
          "signature_scheme '" + scheme + "' is not known; expected hmac-sha256", e);
    }
  }

  /**
   * A message that lacks its signature alone.
   *
   * @param dictionaries the four of them, as JSON
   */
  public record Unsigned(
      List<byte[]> identities, List<ByteBuffer> dictionaries, List<byte[]> buffers) {

    /** Bytes of all but the identities. */
    public long size() {
      long size = 0;
      for (ByteBuffer part : dictionaries) {
        size += part.remaining();
      }
      for (byte[] part : buffers) {
        size += part.length;
      }
      return size;
    }
  }

  /** The message with its dictionaries as JSON; any thread. */
  public static Unsigned serialize(Message message) {
    return new Unsigned(
        message.identities(),
        List.of(
            json(message.header()),
            json(message.parentHeader()),
            json(message.metadata()),
            content(message.content())),
        message.buffers());
  }

  /** The frames of a message, signed. */
  public List<byte[]> encode(Message message) {
    return sign(serialize(message)).stream().map(MessageCodec::bytes).toList();
  }

  /** Likewise, without a copy of what is large. */
  public List<ByteBuffer> sign(Unsigned message) {
    List<ByteBuffer> frames = new ArrayList<>(message.identities().size() + 6);
    message.identities().forEach(identity -> frames.add(ByteBuffer.wrap(identity)));
    frames.add(ByteBuffer.wrap(DELIMITER));
    frames.add(ByteBuffer.wrap(signature(message.dictionaries())));
    frames.addAll(message.dictionaries());
    message.buffers().forEach(buffer -> frames.add(ByteBuffer.wrap(buffer)));
    return frames;
  }

  private static byte[] bytes(ByteBuffer frame) {
    byte[] bytes = new byte[frame.remaining()];
    frame.duplicate().get(bytes);
    return bytes;
  }

  /**
   * The message in the frames.
   *
   * @throws ProtocolException when the frames are cut short, wrongly signed or no JSON
   */
  public Message decode(List<byte[]> frames) throws ProtocolException {
    int delimiter = indexOfDelimiter(frames);
    if (delimiter < 0) {
      throw new ProtocolException("no <IDS|MSG> delimiter in " + frames.size() + " frames");
    }
    if (frames.size() < delimiter + 2 + DICTIONARIES) {
      throw new ProtocolException(
          "cut short: "
              + (frames.size() - delimiter - 1)
              + " frames after the delimiter, 5 needed");
    }
    List<byte[]> parts = frames.subList(delimiter + 2, delimiter + 2 + DICTIONARIES);
    List<ByteBuffer> signed = parts.stream().map(ByteBuffer::wrap).toList();
    if (!MessageDigest.isEqual(signature(signed), frames.get(delimiter + 1))) {
      throw new ProtocolException("wrong signature: the sender does not hold this kernel's key");
    }
    return new Message(
        List.copyOf(frames.subList(0, delimiter)),
        map(parts.get(0), "header"),
        map(parts.get(1), "parent_header"),
        map(parts.get(2), "metadata"),
        map(parts.get(3), "content"),
        List.copyOf(frames.subList(delimiter + 2 + DICTIONARIES, frames.size())));
  }

  private static int indexOfDelimiter(List<byte[]> frames) {
    for (int i = 0; i < frames.size(); i++) {
      if (Arrays.equals(frames.get(i), DELIMITER)) {
        return i;
      }
    }
    return -1;
  }

  private byte[] signature(List<ByteBuffer> parts) {
    if (mac == null) {
      return new byte[0];
    }
    return HexFormat.of().formatHex(mac.of(parts)).getBytes(UTF_8);
  }

  /** A {@link JsonText} is large, and JSON already: the rest is written around it. */
  private static ByteBuffer content(Map<String, Object> content) {
    if (!(content.get(TEXT) instanceof JsonText text)) {
      return json(content);
    }
    Map<String, Object> rest = new LinkedHashMap<>(content);
    rest.remove(TEXT);
    String others = new String(json(rest).array(), UTF_8);
    String open = others.substring(0, others.length() - 1) + (rest.isEmpty() ? "" : ",");
    return text.within((open + "\"" + TEXT + "\":\"").getBytes(UTF_8), TEXT_END);
  }

  private static ByteBuffer json(Map<String, Object> map) {
    try {
      return ByteBuffer.wrap(JSON_CODEC.asBytes(map));
    } catch (IOException e) {
      throw new IllegalArgumentException("not expressible as JSON: " + map.keySet(), e);
    }
  }

  private static Map<String, Object> map(byte[] json, String part) throws ProtocolException {
    try {
      return JSON_CODEC.mapFrom(json);
    } catch (IOException | RuntimeException e) {
      throw new ProtocolException("malformed JSON in the " + part, e);
    }
  }
}
