package dev.culvert.client;

import dev.culvert.protocol.Message;
import java.io.IOException;

/**
 * What becomes of one cell's messages.
 *
 * <p>{@link #message} is called on the client's event thread, {@link #input} on its input thread,
 * so that a question nobody answers keeps no output back.
 */
@FunctionalInterface
public interface CellHandler {

  /**
   * One iopub message that names this cell as its parent, in the order the kernel sent them. Called
   * for late messages too, long after the cell ended.
   */
  void message(Message message);

  /**
   * Answers the kernel's question. The thread is interrupted when the cell ends meanwhile.
   *
   * @param password whether the answer must not be seen
   * @throws IOException when there is no one to ask; the cell is interrupted then
   */
  default String input(String prompt, boolean password) throws IOException {
    throw new IOException("the kernel asks for input ('" + prompt + "') and no one can answer");
  }
}
