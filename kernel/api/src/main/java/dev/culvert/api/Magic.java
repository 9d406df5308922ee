package dev.culvert.api;

import java.io.PrintWriter;
import java.util.List;

/**
 * A command that notebooks call as {@code %name ...} or {@code %%name ...}, and shells as {@code
 * ./culvert name ...}.
 *
 * <p>Found by {@link java.util.ServiceLoader}. One instance serves one notebook; calls come from
 * cell threads, and {@link #model()} from any thread.
 */
public interface Magic {

  /** Name, options and result types: what help, completion and typed results are made of. */
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

  /** Releases what the magic holds; called once, when the notebook's worker ends. */
  default void close() {}
}
