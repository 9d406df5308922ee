package dev.culvert.magics.waiting.internal;

import java.util.Optional;

/** Something outside that is waited for. Used by the thread of the cell; closed after the wait. */
interface Condition extends AutoCloseable {

  /** What is waited for, as the end of "waiting for". */
  String title();

  /**
   * Looks once. An interrupt of the cell interrupts the thread and calls {@link #stop}.
   *
   * @return why not yet, in a few words; empty when it is so
   * @throws dev.culvert.api.UserError when it can never be so
   */
  Optional<String> look();

  /** Ends a look under way; called by another thread. */
  default void stop() {}

  @Override
  default void close() {}
}
