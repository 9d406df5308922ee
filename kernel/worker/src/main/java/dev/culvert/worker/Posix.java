package dev.culvert.worker;

import java.io.IOException;

/**
 * The few system calls that Java lacks. The implementation lives behind the isolated class loader,
 * so that its library is not on the class path of cells.
 */
public interface Posix {

  /** Makes a named pipe that only this user can open. */
  void makePipe(String path) throws IOException;

  /**
   * Opens a pipe for writing, not inherited by children; waits until somebody opens it for reading.
   */
  int openForWriting(String path) throws IOException;

  /** Makes {@code target} the same open file as {@code fd}; children inherit {@code target}. */
  void duplicate(int fd, int target) throws IOException;

  void close(int fd) throws IOException;

  /** Makes a folder the one that relative names and children start in. */
  void changeFolder(String path) throws IOException;

  /** Flushes every stream of the C library in this process. */
  void flushAll();
}
