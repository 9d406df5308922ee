package dev.culvert.api;

import java.util.function.BiConsumer;

/** The comms of a notebook, and the targets that a front end may open comms to. */
public interface Comms {

  /** Opens a comm to a target that the front end knows. */
  Comm open(String target, Comm.Message first);

  /**
   * Lets the front end open comms to a target of this notebook. A comm to a target that nobody
   * registered is closed at once.
   *
   * @param opened gets the comm and the message that opened it
   */
  void register(String target, BiConsumer<Comm, Comm.Message> opened);

  /** Takes no more comms to this target; those that are open stay. */
  void unregister(String target);
}
