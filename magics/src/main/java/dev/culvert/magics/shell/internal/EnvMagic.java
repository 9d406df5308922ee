package dev.culvert.magics.shell.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.api.Surroundings;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.PicocliMagic;
import dev.culvert.magics.internal.ResultType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %env}: environment variables of cells and of the programs they start. */
public final class EnvMagic extends PicocliMagic {

  private static final Pattern SECRET =
      Pattern.compile(
          "key|token|secret|passw|passphrase|credential|auth", Pattern.CASE_INSENSITIVE);
  private static final String HIDDEN = "<hidden>";

  public EnvMagic() {
    super("env");
  }

  @ResultType(String.class)
  @Command(
      description = "Shows, gives or sets environment variables.",
      footer = {
        "",
        "Without a name all are listed; values of names that sound secret are hidden. A change holds"
            + " for System.getenv in cells and for programs that cells start, until the worker ends."
            + " Libraries see the variables of its start."
      })
  static final class Env implements Callable<String> {

    private final Notebook notebook;

    @Option(names = "--unset", description = "Removes the variable NAME.")
    private boolean unset;

    @Parameters(
        arity = "0..*",
        paramLabel = "NAME[=VALUE]",
        description = "The variable; NAME VALUE sets it, too.")
    private List<String> words = List.of();

    Env(Notebook notebook) {
      this.notebook = notebook;
    }

    @Override
    public String call() {
      Surroundings surroundings = notebook.surroundings();
      if (words.isEmpty() && !unset) {
        notebook.display(MimeBundle.text(list(surroundings.environment())));
        return null;
      }
      String first = words.isEmpty() ? "" : words.get(0);
      int equals = first.indexOf('=');
      String name = equals < 0 ? first : first.substring(0, equals);
      if (name.isEmpty() || name.indexOf('\0') >= 0) {
        throw UserError.usage("%env: the name of the variable is missing. See %env --help.");
      }
      if (unset) {
        if (words.size() > 1 || equals >= 0) {
          throw UserError.usage("%env: --unset takes one NAME. See %env --help.");
        }
        surroundings.setVariable(name, null);
        return null;
      }
      if (equals < 0 && words.size() == 1) {
        return value(surroundings, name);
      }
      String rest = String.join(" ", words.subList(1, words.size()));
      String value =
          equals < 0 ? rest : first.substring(equals + 1) + (rest.isEmpty() ? "" : " " + rest);
      surroundings.setVariable(name, value);
      notebook.display(MimeBundle.text("env: " + name + "=" + shown(name, value)));
      return null;
    }
  }

  private static String value(Surroundings surroundings, String name) {
    String value = surroundings.environment().get(name);
    if (value == null) {
      throw new UserError(
          "EnvError",
          "there is no environment variable " + name + ". %env " + name + "=VALUE sets it.");
    }
    return value;
  }

  private static String list(Map<String, String> environment) {
    return environment.entrySet().stream()
        .map(each -> each.getKey() + "=" + shown(each.getKey(), each.getValue()))
        .collect(Collectors.joining("\n"));
  }

  /** What a notebook's file may hold. */
  private static String shown(String name, String value) {
    return SECRET.matcher(name).find() ? HIDDEN : value;
  }

  @Override
  protected Object command(MagicCall call) {
    return new Env(call.notebook());
  }
}
