package dev.culvert.worker.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * A mark in a cell's pipe: the worker writes it between the bytes of the cell, the front takes it
 * out.
 *
 * <p>A mark is the pipes' secret, a letter, and a number of eight hexadecimal digits. Marks are
 * shorter than the size up to which the kernel writes to a pipe in one piece, so a child that
 * writes at the same time never cuts one.
 *
 * <ul>
 *   <li>{@link #REACHED} n: everything written to this pipe before moment n stands before this.
 *   <li>{@link #AWAIT} n: what follows was written after moment n of the <em>other</em> pipe of the
 *       cell; show it only when that pipe's {@link #REACHED} n was read.
 *   <li>{@link #SHOWN} n: what follows was written after the cell sent a display with moment n over
 *       the wire; show it only when that display was published.
 * </ul>
 *
 * <p>Moments of a cell grow, and REACHED n is written before anything that awaits n, so readers
 * never wait for each other in a circle.
 */
public final class Mark {

  public static final char REACHED = 'R';
  public static final char AWAIT = 'A';
  public static final char SHOWN = 'S';

  /** Length of the secret in bytes; the search for marks looks at every one of so many bytes. */
  public static final int SECRET = 48;

  /** Length of a mark in bytes. */
  public static final int LENGTH = SECRET + 1 + 8;

  private Mark() {}

  public static byte[] bytes(byte[] secret, char kind, int moment) {
    byte[] mark = new byte[LENGTH];
    System.arraycopy(secret, 0, mark, 0, SECRET);
    mark[SECRET] = (byte) kind;
    for (int i = LENGTH - 1, rest = moment; i > SECRET; i--, rest >>>= 4) {
      mark[i] = (byte) Character.forDigit(rest & 0xf, 16);
    }
    return mark;
  }

  /** The kind of the mark that starts at {@code offset}. */
  public static char kind(byte[] bytes, int offset) {
    return (char) bytes[offset + SECRET];
  }

  /** The moment of the mark that starts at {@code offset}. */
  public static int moment(byte[] bytes, int offset) {
    return Integer.parseUnsignedInt(new String(bytes, offset + SECRET + 1, 8, US_ASCII), 16);
  }
}
