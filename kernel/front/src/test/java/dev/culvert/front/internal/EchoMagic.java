package dev.culvert.front.internal;

import dev.culvert.api.CommandModel;
import dev.culvert.api.MagicCall;
import dev.culvert.api.Notebook;
import dev.culvert.api.Scoped;
import dev.culvert.api.UserError;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;

/** Says back how it was called, for tests of the way from a cell's text to a magic. */
public final class EchoMagic implements Scoped {

  private static final CommandModel MODEL =
      new CommandModel(
          "echo",
          "Says back how it was called.",
          "Usage: %echo ...",
          "java.lang.String",
          false,
          false,
          CommandModel.Argument.FILE,
          Map.of(
              "text.shown", "java.util.function.Function<java.lang.Object, ?>",
              "number.shown", "java.util.function.DoubleFunction<?>"),
          List.of(
              new CommandModel.Option(List.of("-p", "--port"), "a port", true, List.of("22", "80")),
              new CommandModel.Option(
                  List.of("--as"), "a variable", true, List.of(), CommandModel.Argument.VARIABLE)),
          List.of());

  @Override
  public String name() {
    return MODEL.name();
  }

  @Override
  public CommandModel model() {
    return MODEL;
  }

  @Override
  public Object run(MagicCall call) {
    if (call.args().contains("--ask")) {
      return new String(call.notebook().password("Password: ")).length() + " characters";
    }
    if (call.args().contains("--fail")) {
      throw new UserError("EchoError", "asked to fail. Leave --fail out.");
    }
    for (Object value : call.values()) {
      if (value instanceof DoubleFunction<?> function) {
        return "of a double: " + function.apply(1.5);
      }
    }
    String variable = call.notebook().variable("x").map(x -> " x=" + x.value()).orElse("");
    String body = call.isCell() ? " body=" + call.body() : "";
    return call.args() + variable + body;
  }

  @Override
  public int main(List<String> args, Notebook terminal, PrintWriter out, PrintWriter err) {
    out.println(args);
    return 0;
  }

  @Override
  public void enter(MagicCall call) {}

  @Override
  public void leave() {}
}
