package dev.culvert.api;

/**
 * A scoped magic that leaves a value behind, for the variable that {@code %%name variable} names.
 * Where the cell runs to its end {@link #take} is called in the place of {@link #leave}.
 */
public interface ScopedValue extends Scoped {

  /** Ends what {@link #enter} began last. */
  Object take();
}
