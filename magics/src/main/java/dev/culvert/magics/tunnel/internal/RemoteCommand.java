package dev.culvert.magics.tunnel.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;

/** Runs one short command at the SSH server; what it says is cut to a bound. */
final class RemoteCommand {

  private static final int MOST_OUTPUT = 64 << 10;

  private RemoteCommand() {}

  /**
   * What became of it.
   *
   * @param exit its exit code; -1 when the server did not say
   * @param received how many bytes its output had, also beyond the bound
   * @param receiving how long it took from its first bytes to its last
   */
  record Outcome(int exit, String out, String err, long received, Duration receiving) {}

  static Outcome run(ClientSession session, String command, byte[] input, Duration longest)
      throws IOException {
    Bounded out = new Bounded();
    Bounded err = new Bounded();
    try (ChannelExec channel = session.createExecChannel(command)) {
      channel.setIn(new ByteArrayInputStream(input));
      channel.setOut(out);
      channel.setErr(err);
      channel.open().verify(longest);
      Set<ClientChannelEvent> events =
          channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), longest);
      if (!events.contains(ClientChannelEvent.CLOSED)) {
        throw new IOException("no end after " + longest.toSeconds() + " s");
      }
      Integer exit = channel.getExitStatus();
      return new Outcome(
          exit == null ? -1 : exit, out.text(), err.text(), out.received(), out.receiving());
    }
  }

  /** Keeps the first bytes; written by the library's thread, read after the channel closed. */
  private static final class Bounded extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private long received;
    private long firstAt;
    private long lastAt;

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] more, int offset, int length) {
      lastAt = System.nanoTime();
      firstAt = received == 0 ? lastAt : firstAt;
      received += length;
      bytes.write(more, offset, Math.min(length, MOST_OUTPUT - bytes.size()));
    }

    synchronized String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }

    synchronized long received() {
      return received;
    }

    synchronized Duration receiving() {
      return Duration.ofNanos(lastAt - firstAt);
    }
  }
}
