package dev.culvert.front.output;

import dev.culvert.worker.wire.Mark;
import java.util.Arrays;

/**
 * Takes the marks out of a pipe's bytes, wherever the reads happen to cut them.
 *
 * <p>Invariant: what could still become a mark is held back, and nothing else; a start that turns
 * out to be none is handed on as it came. One reader thread.
 *
 * <p>Most bytes are not looked at: the search goes by the last byte of a secret, as Horspool's
 * does, so neither a flood nor one of the byte that secrets begin with costs much.
 */
final class MarkScanner {

  /** Receives the pipe's content in order. */
  interface Sink {
    void text(byte[] bytes, int offset, int length);

    void mark(char kind, int moment);
  }

  private final byte[] secret;
  private final Sink sink;
  private final int[] shifts = new int[256]; // by the byte under the secret's last
  private byte[] held = new byte[0]; // the start of what may become a mark

  MarkScanner(byte[] secret, Sink sink) {
    this.secret = secret;
    this.sink = sink;
    Arrays.fill(shifts, secret.length);
    for (int i = 0; i < secret.length - 1; i++) {
      shifts[secret[i] & 0xFF] = secret.length - 1 - i;
    }
  }

  void scan(byte[] chunk, int length) {
    byte[] bytes = chunk;
    int end = length;
    if (held.length > 0) {
      bytes = Arrays.copyOf(held, held.length + length);
      System.arraycopy(chunk, 0, bytes, held.length, length);
      end = bytes.length;
      held = new byte[0];
    }
    int from = 0;
    for (int at = next(bytes, 0, end); at < end; at = next(bytes, at, end)) {
      int matching = matching(bytes, at, end);
      if (matching == secret.length && end - at >= Mark.LENGTH) {
        text(bytes, from, at);
        sink.mark(Mark.kind(bytes, at), Mark.moment(bytes, at));
        at += Mark.LENGTH;
        from = at;
      } else if (at + matching == end || matching == secret.length) {
        text(bytes, from, at);
        held = Arrays.copyOfRange(bytes, at, end);
        return;
      } else {
        at++;
      }
    }
    text(bytes, from, end);
  }

  /** The pipe has ended: what was held back is no mark. */
  void end() {
    text(held, 0, held.length);
    held = new byte[0];
  }

  /** Where the secret stands next, or could when more comes; else the end. */
  private int next(byte[] bytes, int from, int end) {
    int last = secret.length - 1;
    int at = from;
    while (at + last < end) {
      byte b = bytes[at + last];
      if (b == secret[last] && matching(bytes, at, end) == secret.length) {
        return at;
      }
      at += shifts[b & 0xFF];
    }
    while (at < end && bytes[at] != secret[0]) {
      at++;
    }
    return at;
  }

  private int matching(byte[] bytes, int at, int end) {
    int count = 0;
    while (count < secret.length && at + count < end && bytes[at + count] == secret[count]) {
      count++;
    }
    return count;
  }

  private void text(byte[] bytes, int from, int to) {
    if (to > from) {
      sink.text(bytes, from, to - from);
    }
  }
}
