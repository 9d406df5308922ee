package dev.culvert.magics.ijava.internal;

import dev.culvert.api.Magic;
import dev.culvert.api.MagicCall;
import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import io.github.spencerpark.jupyter.kernel.magic.registry.CellMagicFunction;
import io.github.spencerpark.jupyter.kernel.magic.registry.LineMagicFunction;
import java.util.List;

/**
 * One of our magics as IJava calls it, on a line or with a body.
 *
 * <p>IJava hands over words, not the line: double quotes are gone by then and runs of blanks are
 * one. Text that must be exact belongs into the body of {@code %%name}.
 */
public final class IJavaCellMagic implements LineMagicFunction<Object>, CellMagicFunction<Object> {

  private final Magic magic;
  private final Notebook notebook;

  public IJavaCellMagic(Magic magic, Notebook notebook) {
    this.magic = magic;
    this.notebook = notebook;
  }

  @Override
  public Object execute(List<String> args) throws Exception {
    return execute(args, null);
  }

  @Override
  public Object execute(List<String> args, String body) throws Exception {
    try {
      return magic.run(call(args, body, notebook));
    } catch (UserError e) {
      throw withoutFrames(e);
    }
  }

  static MagicCall call(List<String> args, String body, Notebook notebook) {
    return new MagicCall(args, String.join(" ", args), body, notebook);
  }

  /** IJava prints every frame of an exception; a user's mistake is one message. */
  static UserError withoutFrames(UserError e) {
    e.setStackTrace(new StackTraceElement[0]);
    return e;
  }
}
