package dev.culvert.client;

import dev.culvert.protocol.ConnectionInfo;
import dev.culvert.protocol.Message;
import dev.culvert.protocol.MessageCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

/**
 * The far end of the wire for bytes no real kernel sends: answers, and publishes what it is told.
 */
final class SilentKernel implements AutoCloseable {

  private final ConnectionFile file = ConnectionFile.create();
  private final BlockingQueue<List<byte[]>> toPublish = new LinkedBlockingQueue<>();
  private final Thread thread = new Thread(this::run, "silent-kernel");

  SilentKernel() throws Exception {
    thread.start();
  }

  ConnectionInfo info() {
    return file.info();
  }

  /** Publishes before the next request is answered. */
  void publish(List<byte[]> frames) {
    toPublish.add(frames);
  }

  private void run() {
    try (ZContext context = new ZContext()) {
      ZMQ.Socket shell = context.createSocket(SocketType.ROUTER);
      ZMQ.Socket iopub = context.createSocket(SocketType.PUB);
      shell.bind(info().address(info().shellPort()));
      iopub.bind(info().address(info().iopubPort()));
      MessageCodec codec = new MessageCodec("hmac-sha256", info().key());
      while (!Thread.currentThread().isInterrupted()) {
        ZMsg request = ZMsg.recvMsg(shell);
        if (request == null) {
          return;
        }
        answer(codec, shell, iopub, request);
      }
    } catch (org.zeromq.ZMQException | dev.culvert.protocol.ProtocolException e) {
      // interrupted: the test is over
    }
  }

  private void answer(MessageCodec codec, ZMQ.Socket shell, ZMQ.Socket iopub, ZMsg request)
      throws dev.culvert.protocol.ProtocolException {
    List<byte[]> frames = new ArrayList<>();
    request.forEach(frame -> frames.add(frame.getData()));
    Message message = codec.decode(frames);
    for (List<byte[]> each = toPublish.poll(); each != null; each = toPublish.poll()) {
      send(iopub, each);
    }
    Message idle = message.reply("status", "k", Map.of("execution_state", "idle"));
    send(iopub, codec.encode(idle));
    String type = message.type().replace("_request", "_reply");
    send(shell, codec.encode(message.reply(type, "k", Map.of("status", "complete"))));
  }

  private static void send(ZMQ.Socket socket, List<byte[]> frames) {
    ZMsg message = new ZMsg();
    frames.forEach(message::add);
    message.send(socket);
  }

  @Override
  public void close() throws Exception {
    thread.interrupt();
    thread.join();
    file.close();
  }
}
