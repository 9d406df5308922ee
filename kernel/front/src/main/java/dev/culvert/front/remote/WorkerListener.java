package dev.culvert.front.remote;

import dev.culvert.front.output.CellOutput;
import dev.culvert.worker.wire.CommMessage;
import dev.culvert.worker.wire.Payload;
import dev.culvert.worker.wire.Shown;
import java.nio.file.Path;
import java.util.List;

/** Hears what a worker tells; on the wire's reader, so nothing here may wait for the worker. */
public interface WorkerListener {

  /**
   * Bytes that did not come by the pipes, since their cell does not run any more, or lines are
   * marked.
   *
   * @param moment as of {@link Shown}
   * @param writer who wrote them; empty where lines are not marked
   */
  void late(int cell, boolean stderr, int moment, String writer, byte[] bytes);

  /**
   * Where a child writes that a thread of an ended cell starts. Null when there is no such cell.
   */
  CellOutput outputOf(int cell);

  /** Something to show. */
  void shown(Shown shown);

  /**
   * The user is asked for a line; the answer may come from any thread.
   *
   * @param cell whose code asks
   */
  void input(int cell, String prompt, boolean secret, Answer answer);

  /** The notebook grew its class path; the worker waits until the compiler knows. */
  void classPath(List<Path> entries, Runnable done);

  /** Something for the reply of the running cell. */
  void payload(Payload payload);

  /**
   * Something about cells' output.
   *
   * @param words what is asked
   * @param answer takes the answer, from any thread
   */
  void output(List<String> words, Answered answer);

  /** Something about declarations and inputs; likewise. */
  void session(List<String> words, Answered answer);

  /** A message of a comm. */
  void comm(CommMessage message);

  /** Where an answer goes. */
  interface Answered {
    void value(Object value);

    void refuse(String why);
  }

  /** Where an input goes. */
  interface Answer {
    void line(String line);

    void refuse(String why);
  }
}
