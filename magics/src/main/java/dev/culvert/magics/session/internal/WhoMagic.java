package dev.culvert.magics.session.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.api.Session.Declaration;
import dev.culvert.api.Session.Kind;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.PicocliMagic;
import dev.culvert.magics.internal.ResultType;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %who}, and jshell's {@code /vars} and the like: what the notebook has declared. */
public final class WhoMagic extends PicocliMagic {

  public WhoMagic() {
    super("who");
  }

  /** As users write it. */
  enum What {
    vars,
    methods,
    types,
    imports,
    list
  }

  @ResultType(void.class)
  @Command(
      description =
          "Shows what the notebook has declared; jshell's /vars, /types and so on do, too.",
      footer = {
        "",
        "list shows the source of all of it. A cell without cells before it has nothing to show;"
            + " imports that every notebook has are left out."
      })
  static final class Who implements Runnable {

    private final Notebook notebook;

    @Parameters(
        index = "0",
        arity = "0..1",
        paramLabel = "WHAT",
        description = "One of ${COMPLETION-CANDIDATES} (default: vars).")
    private What what = What.vars;

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "This name alone.")
    private String name;

    Who(Notebook notebook) {
      this.notebook = notebook;
    }

    @Override
    public void run() {
      List<Declaration> found =
          notebook.session().declarations().stream()
              .filter(each -> name == null || each.name().equals(name))
              .filter(each -> what == What.list || each.kind() == kind(what))
              .toList();
      if (found.isEmpty() && name != null) {
        throw new UserError(
            "NotFound",
            "nothing of that kind is called " + name + ". %who " + what + " lists all.");
      }
      notebook.display(
          MimeBundle.text(
              found.isEmpty()
                  ? "nothing is declared"
                  : found.stream().map(this::line).collect(Collectors.joining("\n"))));
    }

    private String line(Declaration each) {
      if (what == What.list) {
        return each.source().strip();
      }
      return each.kind() == Kind.VARIABLE
          ? each.text() + " = " + BriefValue.of(each.value())
          : each.text();
    }
  }

  private static Kind kind(What what) {
    return switch (what) {
      case methods -> Kind.METHOD;
      case types -> Kind.TYPE;
      case imports -> Kind.IMPORT;
      default -> Kind.VARIABLE;
    };
  }

  @Override
  protected Object command(MagicCall call) {
    return new Who(call.notebook());
  }
}
