package dev.culvert.api;

/**
 * A magic whose {@code %%name} form wraps a cell of Java: settings for one cell. {@link #enter}
 * runs before the cell's first line, {@link #leave} after its last, also when the cell failed.
 */
public interface Scoped extends Magic {

  /** Applies what the call asks for; what was before is kept for {@link #leave}. */
  void enter(MagicCall call) throws Exception;

  /** Puts back what {@link #enter} changed. */
  void leave();
}
