package dev.culvert.protocol;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One Jupyter message.
 *
 * @param identities routing prefix; on iopub, the topic
 * @param header {@code msg_id}, {@code msg_type}, {@code session}, {@code username}, {@code date},
 *     {@code version}
 * @param parentHeader header of the message that caused this one; empty when there is none
 * @param metadata free
 * @param content the body; its shape depends on the type
 * @param buffers binary attachments
 */
public record Message(
    List<byte[]> identities,
    Map<String, Object> header,
    Map<String, Object> parentHeader,
    Map<String, Object> metadata,
    Map<String, Object> content,
    List<byte[]> buffers) {

  /** The version of the protocol that Culvert speaks. */
  public static final String PROTOCOL_VERSION = "5.5";

  /** A message that no other one caused. */
  public static Message request(String type, String session, Map<String, Object> content) {
    return new Message(List.of(), header(type, session), Map.of(), Map.of(), content, List.of());
  }

  /** An answer to this message, routed back to where it came from. */
  public Message reply(String type, String session, Map<String, Object> content) {
    return new Message(identities, header(type, session), header, Map.of(), content, List.of());
  }

  private static Map<String, Object> header(String type, String session) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("msg_id", UUID.randomUUID().toString());
    header.put("msg_type", type);
    header.put("session", session);
    header.put("username", "kernel");
    header.put("date", Instant.now().truncatedTo(ChronoUnit.MICROS).toString());
    header.put("version", PROTOCOL_VERSION);
    return header;
  }

  /** The type, as {@code execute_request}. */
  public String type() {
    return text(header, "msg_type");
  }

  /** The id that answers name as their parent. */
  public String id() {
    return text(header, "msg_id");
  }

  /** The id of the message that caused this one; empty when there is none. */
  public String parentId() {
    return text(parentHeader, "msg_id");
  }

  /** A text of the content; empty when absent. */
  public String text(String key) {
    return text(content, key);
  }

  /** A flag of the content. */
  public boolean flag(String key, boolean whenAbsent) {
    return content.get(key) instanceof Boolean flag ? flag : whenAbsent;
  }

  /** A number of the content. */
  public int number(String key, int whenAbsent) {
    return content.get(key) instanceof Number number ? number.intValue() : whenAbsent;
  }

  /** An object of the content; empty when absent. */
  @SuppressWarnings("unchecked") // JSON's keys are texts
  public Map<String, Object> object(String key) {
    return content.get(key) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  private static String text(Map<String, Object> map, String key) {
    return map.get(key) instanceof String text ? text : "";
  }
}
