package dev.culvert.front.output;

import dev.culvert.worker.wire.Mark;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads a pipe and takes the marks out of its bytes, wherever the reads happen to cut them.
 *
 * <p>Invariant: what could still become a mark is held back, and nothing else; a start that turns
 * out to be none is handed on as it came. What is held back stands before the next read in one
 * buffer for good, so a flood makes no garbage. One reader thread.
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

  private static final int CHUNK = 64 << 10; // what a pipe holds

  private final byte[] secret;
  private final Sink sink;
  private final int[] shifts = new int[256]; // by the byte under the secret's last
  private final byte[] buffer = new byte[CHUNK + Mark.LENGTH];
  private int held; // bytes at the buffer's start that may become a mark

  MarkScanner(byte[] secret, Sink sink) {
    this.secret = secret;
    this.sink = sink;
    Arrays.fill(shifts, secret.length);
    for (int i = 0; i < secret.length - 1; i++) {
      shifts[secret[i] & 0xFF] = secret.length - 1 - i;
    }
  }

  /**
   * Reads once and hands on what came.
   *
   * @return how many bytes came; -1 at the pipe's end, where what was held back is no mark
   */
  int read(InputStream pipe) throws IOException {
    int length = pipe.read(buffer, held, CHUNK);
    if (length >= 0) {
      scan(held + length);
    } else {
      text(0, held);
      held = 0;
    }
    return length;
  }

  private void scan(int end) {
    int from = 0;
    for (int at = next(0, end); at < end; at = next(at, end)) {
      int matching = matching(at, end);
      if (matching == secret.length && end - at >= Mark.LENGTH) {
        text(from, at);
        sink.mark(Mark.kind(buffer, at), Mark.moment(buffer, at));
        at += Mark.LENGTH;
        from = at;
      } else if (at + matching == end || matching == secret.length) {
        text(from, at);
        held = end - at;
        System.arraycopy(buffer, at, buffer, 0, held);
        return;
      } else {
        at++;
      }
    }
    text(from, end);
    held = 0;
  }

  /** Where the secret stands next, or could when more comes; else the end. */
  private int next(int from, int end) {
    byte[] bytes = buffer; // as locals: the front's compiler would load fields in each round
    int[] shift = shifts;
    int last = secret.length - 1;
    byte wanted = secret[last];
    int at = from + last;
    while (at < end) {
      byte b = bytes[at];
      if (b == wanted && matching(at - last, end) == secret.length) {
        return at - last;
      }
      at += shift[b & 0xFF];
    }
    at -= last;
    while (at < end && bytes[at] != secret[0]) {
      at++;
    }
    return at;
  }

  private int matching(int at, int end) {
    int count = 0;
    while (count < secret.length && at + count < end && buffer[at + count] == secret[count]) {
      count++;
    }
    return count;
  }

  private void text(int from, int to) {
    if (to > from) {
      sink.text(buffer, from, to - from);
    }
  }
}
