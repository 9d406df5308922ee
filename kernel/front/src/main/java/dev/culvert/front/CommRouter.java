package dev.culvert.front;

import dev.culvert.front.engine.JavaEngine;
import dev.culvert.front.remote.WorkerProcess;
import dev.culvert.protocol.Message;
import dev.culvert.worker.wire.CommMessage;
import dev.culvert.worker.wire.CommMessage.Kind;
import dev.culvert.worker.wire.FrameType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Carries comm messages between front ends and the worker, and knows which comms are open, so that
 * nobody has to ask a busy worker. Comms go with the worker they were opened in. Thread safe.
 */
final class CommRouter {

  private record Open(String target, WorkerProcess worker) {}

  private final Publisher publisher;
  private final CompletableFuture<JavaEngine> engine;
  private final Executor side; // one thread, so messages stay in order
  private final Map<String, Open> open = new ConcurrentHashMap<>();

  CommRouter(Publisher publisher, CompletableFuture<JavaEngine> engine, Executor side) {
    this.publisher = publisher;
    this.engine = engine;
    this.side = side;
  }

  private static Kind kindOf(Message message) {
    return switch (message.type()) {
      case "comm_open" -> Kind.OPEN;
      case "comm_msg" -> Kind.MESSAGE;
      case "comm_close" -> Kind.CLOSE;
      default -> null;
    };
  }

  /** Whether {@link #received} knows this type of message. */
  static boolean knows(Message message) {
    return kindOf(message) != null;
  }

  /** A front end's message: the kernel is busy with it until the worker has handled it. */
  void received(Message message) {
    side.execute(() -> forward(message));
  }

  private void forward(Message message) {
    publisher.busy(message);
    CommMessage forwarded =
        new CommMessage(
            kindOf(message),
            0,
            message.text("comm_id"),
            message.text("target_name"),
            message.object("data"),
            message.metadata(),
            message.buffers());
    WorkerProcess worker = engine.join().worker();
    note(forwarded, worker);
    worker
        .wire()
        .request(FrameType.COMM, forwarded.toPacket())
        .whenComplete((answer, failure) -> publisher.idle(message));
  }

  /**
   * The worker's message.
   *
   * @param parent the request of the cell that sent it; null before the first cell
   */
  void told(CommMessage message, Message parent) {
    note(message, engine.join().worker());
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("comm_id", message.id());
    if (message.kind() == Kind.OPEN) {
      content.put("target_name", message.target());
    }
    content.put("data", message.data());
    String type =
        switch (message.kind()) {
          case OPEN -> "comm_open";
          case MESSAGE -> "comm_msg";
          case CLOSE -> "comm_close";
        };
    publisher.publish(parent, type, message.metadata(), content, message.buffers());
  }

  private void note(CommMessage message, WorkerProcess worker) {
    switch (message.kind()) {
      case OPEN -> open.put(message.id(), new Open(message.target(), worker));
      case CLOSE -> open.remove(message.id());
      default -> {
        // It changes nothing in what is open.
      }
    }
  }

  /**
   * The content of a comm_info_reply.
   *
   * @param target empty for all
   */
  Map<String, Object> info(String target) {
    open.values().removeIf(comm -> comm.worker.isGone());
    Map<String, Object> comms = new LinkedHashMap<>();
    open.forEach(
        (id, comm) -> {
          if (target.isEmpty() || target.equals(comm.target)) {
            comms.put(id, Map.of("target_name", comm.target));
          }
        });
    return Map.of("status", "ok", "comms", comms);
  }
}
