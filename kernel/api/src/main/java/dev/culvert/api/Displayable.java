package dev.culvert.api;

/** A type that knows how it wants to be shown in a notebook. */
public interface Displayable {

  /** How this value is shown; called on the thread that displays it. */
  MimeBundle toMimeBundle();
}
