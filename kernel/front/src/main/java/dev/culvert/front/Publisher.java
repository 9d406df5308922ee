package dev.culvert.front;

import dev.culvert.front.output.Iopub;
import dev.culvert.front.output.Outlet;
import dev.culvert.front.transport.Channel;
import dev.culvert.front.transport.Sockets;
import dev.culvert.protocol.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Everything the kernel sends goes through here: replies, statuses, output. Thread safe.
 *
 * <p>Invariant: a request's status is busy before anything else of it and idle after everything.
 * Everything is sent because of a message that came in, so {@link #bind} is always first.
 */
final class Publisher implements Iopub {

  private final Outlet outlet;
  private volatile String session; // set once, before the sockets
  private volatile Sockets sockets; // set once, before any message can come in
  private volatile Message runningCell; // null between cells

  Publisher(Outlet outlet) {
    this.outlet = outlet;
  }

  void bind(Sockets bound) {
    session = UUID.randomUUID().toString(); // costs a start 5 ms: not before worker and compiler
    sockets = bound;
  }

  /** The cell that is being run; null for none. */
  void running(Message cell) {
    runningCell = cell;
  }

  /**
   * @param parent null for what no request caused
   */
  @Override
  public void publish(Message parent, String type, Map<String, Object> content) {
    publish(parent, type, Map.of(), content, List.of());
  }

  @Override
  public boolean hasRoom() {
    return sockets.hasRoom();
  }

  void publish(
      Message parent,
      String type,
      Map<String, Object> metadata,
      Map<String, Object> content,
      List<byte[]> buffers) {
    Message message =
        parent == null
            ? Message.request(type, session, content)
            : parent.reply(type, session, content);
    sockets.send(
        Channel.IOPUB,
        new Message(
            List.of(type.getBytes(StandardCharsets.UTF_8)),
            message.header(),
            message.parentHeader(),
            metadata,
            content,
            buffers));
  }

  void reply(Channel channel, Message request, Map<String, Object> content) {
    String type = request.type().replace("_request", "_reply");
    sockets.send(channel, request.reply(type, session, content));
  }

  /** Asks the client that sent {@code parent}. */
  void ask(Message parent, Map<String, Object> content) {
    sockets.send(Channel.STDIN, parent.reply("input_request", session, content));
  }

  void busy(Message request) {
    publish(request, "status", Map.of("execution_state", "busy"));
  }

  /** Front ends show the last status they heard, so a running cell says again that it is busy. */
  void idle(Message request) {
    publish(request, "status", Map.of("execution_state", "idle"));
    outlet.idle();
    Message cell = runningCell;
    if (cell != null && cell != request) {
      busy(cell);
    }
  }
}
