package dev.culvert.worker;

import dev.culvert.api.Comm;
import dev.culvert.api.Comms;
import dev.culvert.worker.wire.CommMessage;
import dev.culvert.worker.wire.CommMessage.Kind;
import dev.culvert.worker.wire.FrameType;
import dev.culvert.worker.wire.Wire;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The comms of this worker.
 *
 * <p>Handlers run on one thread, {@code comms}, made with the first message: in the order in which
 * the messages came, and while a cell runs. Before each one the thread takes on the cell that the
 * comm was made in, so that what the handler prints is shown there.
 */
final class CommHub implements Comms {

  private final Worker worker;
  private final Wire wire;
  private final Map<String, Channel> open = new ConcurrentHashMap<>();
  private final Map<String, Target> targets = new ConcurrentHashMap<>();
  private final ExecutorService handlers =
      Executors.newSingleThreadExecutor(
          body -> {
            Thread thread = new Thread(null, body, "comms", 0, false);
            thread.setDaemon(true);
            return thread;
          });

  private record Target(CellRun cell, BiConsumer<Comm, Comm.Message> opened) {}

  CommHub(Worker worker, Wire wire) {
    this.worker = worker;
    this.wire = wire;
  }

  @Override
  public Comm open(String target, Comm.Message first) {
    Channel comm = new Channel(UUID.randomUUID().toString(), target, worker.currentCell());
    open.put(comm.id, comm);
    comm.tell(Kind.OPEN, first);
    return comm;
  }

  @Override
  public void register(String target, BiConsumer<Comm, Comm.Message> opened) {
    targets.put(target, new Target(worker.currentCell(), opened));
  }

  @Override
  public void unregister(String target) {
    targets.remove(target);
  }

  /** Takes a message of the front end; {@code done} runs when it was handled. */
  void received(CommMessage message, Runnable done) {
    handlers.execute(
        () -> {
          try {
            handle(message);
          } catch (RuntimeException | LinkageError e) {
            e.printStackTrace(); // in the cell that the handler belongs to
          } finally {
            done.run();
          }
        });
  }

  private void handle(CommMessage message) {
    Comm.Message content = new Comm.Message(message.data(), message.metadata(), message.buffers());
    if (message.kind() == Kind.OPEN) {
      opened(message, content);
      return;
    }
    Channel comm = open.get(message.id());
    if (comm == null) {
      return; // closed while the message was on its way
    }
    if (comm.cell != null) {
      comm.cell.adoptThread();
    }
    if (message.kind() == Kind.CLOSE) {
      open.remove(comm.id);
      comm.closed.accept(content);
    } else {
      comm.received.accept(content);
    }
  }

  private void opened(CommMessage message, Comm.Message content) {
    Target target = targets.get(message.target());
    Channel comm = new Channel(message.id(), message.target(), target == null ? null : target.cell);
    if (target == null) {
      comm.tell(Kind.CLOSE, Comm.Message.of(Map.of()));
      return;
    }
    open.put(comm.id, comm);
    if (target.cell != null) {
      target.cell.adoptThread();
    }
    target.opened.accept(comm, content);
  }

  private final class Channel implements Comm {

    private final String id;
    private final String target;
    private final CellRun cell; // it was made in; null before the first one
    private volatile Consumer<Message> received = message -> {};
    private volatile Consumer<Message> closed = message -> {};

    Channel(String id, String target, CellRun cell) {
      this.id = id;
      this.target = target;
      this.cell = cell;
    }

    private void tell(Kind kind, Message message) {
      CellRun from = worker.currentCell();
      wire.send(
          FrameType.COMM,
          new CommMessage(
                  kind,
                  from == null ? 0 : from.id(),
                  id,
                  kind == Kind.OPEN ? target : "",
                  message.data(),
                  message.metadata(),
                  List.copyOf(message.buffers()))
              .toPacket());
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public String target() {
      return target;
    }

    @Override
    public void send(Message message) {
      if (open.containsKey(id)) {
        tell(Kind.MESSAGE, message);
      }
    }

    @Override
    public void onMessage(Consumer<Message> handler) {
      received = handler;
    }

    @Override
    public void onClose(Consumer<Message> handler) {
      closed = handler;
    }

    @Override
    public void close(Message last) {
      if (open.remove(id) != null) {
        tell(Kind.CLOSE, last);
      }
    }
  }
}
