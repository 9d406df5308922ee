package dev.culvert.worker;

/**
 * A task of a class that a cell declared, with the cell it works for: woven into the class, since a
 * wrapper around the task would hide its own type from executors and queues.
 */
public interface Carrier {

  /** What {@link Tasks} left here; null when nothing. */
  Object culvert$origin();

  void culvert$origin(Object origin);
}
