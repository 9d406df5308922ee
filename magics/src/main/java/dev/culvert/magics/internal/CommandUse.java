package dev.culvert.magics.internal;

import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A command line that reads the words of one call into the command objects of that call.
 *
 * <p>Invariant: it belongs to one call at a time, from its making or {@link #begin} to {@link
 * #close}; in between it knows no command of any call. What a call has read is in its own objects,
 * so nothing need be set back.
 */
final class CommandUse implements AutoCloseable {

  private final CommandLine line;
  private final List<CommandForm.Bound> bound;
  private final Consumer<CommandUse> back;
  private List<Object> commands = List.of();

  /**
   * @param bound what the words of a call go through, one for each of its commands; empty where the
   *     line has command objects of its own
   * @param back takes it when the call is over
   */
  CommandUse(CommandLine line, List<CommandForm.Bound> bound, Consumer<CommandUse> back) {
    this.line = line;
    this.bound = List.copyOf(bound);
    this.back = back;
  }

  CommandUse begin(List<Object> ofCall) {
    commands = ofCall;
    for (int i = 0; i < bound.size(); i++) {
      bound.get(i).bind(ofCall.get(i));
    }
    return this;
  }

  CommandLine line() {
    return line;
  }

  /** The object of the call that a level of the line stands for. */
  Object command(CommandSpec spec) {
    for (int i = 0; i < bound.size(); i++) {
      if (bound.get(i).spec() == spec) {
        return commands.get(i);
      }
    }
    return spec.userObject();
  }

  @Override
  public void close() {
    bound.forEach(each -> each.bind(null));
    commands = List.of();
    back.accept(this);
  }
}
