package dev.culvert.api;

import java.io.PrintWriter;
import java.util.List;

/**
 * A command that notebooks call as {@code %name ...} or {@code %%name ...}, and shells as {@code
 * ./culvert name ...}.
 *
 * <p>Found by {@link java.util.ServiceLoader}. One instance serves one notebook; calls come from
 * cell threads, and {@link #name()} and {@link #model()} from any thread.
 */
public interface Magic {

  /** The word that calls it. Asked of all magics as soon as one is called: it must cost nothing. */
  String name();

  /**
   * Options and result types: what help, completion and typed results are made of. Asked only of
   * magics that are called, completed or listed; {@link CommandModel#name()} is {@link #name()}.
   */
  CommandModel model();

  /**
   * Runs the command in a notebook.
   *
   * @return the value of the magic, of the type {@link #model()} promises; null is no value
   * @throws UserError for what the user can mend: one clear message, no stack trace
   */
  Object run(MagicCall call) throws Exception;

  /**
   * Runs the command for a shell.
   *
   * @return the exit code
   */
  int main(List<String> args, Notebook terminal, PrintWriter out, PrintWriter err);

  /**
   * What may stand at a place of the text behind this command's name, where that text is in another
   * language ({@link CommandModel#rawText}). Called on a thread that is no cell's, also while a
   * cell runs; what takes longer than 300 ms is not waited for.
   *
   * @param text what stands behind the name, in {@code %%name} with the lines below it
   * @param cursor a place in it
   * @param cell whether this is {@code %%name}
   */
  default Suggestions suggest(String text, int cursor, boolean cell) {
    return Suggestions.none(cursor);
  }

  /** Releases what the magic holds; called once, when the notebook's worker ends. */
  default void close() {}
}
