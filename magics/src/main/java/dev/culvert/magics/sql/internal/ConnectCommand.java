package dev.culvert.magics.sql.internal;

import dev.culvert.api.MimeBundle;
import dev.culvert.api.Nearest;
import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.Profile;
import dev.culvert.magics.internal.Profiles;
import dev.culvert.magics.internal.Profiles.Kind;
import dev.culvert.magics.internal.ResultType;
import dev.culvert.magics.sql.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code %sql connect}. */
@Command(
    name = "connect",
    description = "Open a named connection, which becomes the current one.",
    footer = {
      "",
      "A NAME alone, or with options that change it, is a profile [database.NAME] of",
      "~/.config/culvert/connections.toml, whose keys are the long names of these options.",
      "A password is asked for (--password) or read from a file (--secrets), never written here.",
      "Beyond this machine the server's certificate and host name are verified."
    })
@ResultType(Database.class)
final class ConnectCommand implements Callable<Database> {

  private final Notebook notebook;
  private final Connections connections;

  @Parameters(
      arity = "0..*",
      paramLabel = "[NAME] URL",
      description =
          "A name of your choice, and jdbc:mariadb://HOST:PORT/DATABASE, another driver's URL or"
              + " --host.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "NAME",
      description = "A variable that holds a DataSource or a Connection, instead of all these.")
  private String variable;

  @Mixin private NamedConnectOptions options;

  @Spec private CommandSpec spec;

  ConnectCommand(Notebook notebook, Connections connections) {
    this.notebook = notebook;
    this.connections = connections;
  }

  @Override
  public Database call() {
    List<String> urls = words.stream().filter(ServerAddress::isUrl).toList();
    if (words.size() - urls.size() > 1 || urls.size() > 1) {
      throw UserError.usage(
          "connect takes a name and a URL, or a name and --host HOST, and options.");
    }
    Optional<String> name = words.stream().filter(word -> !ServerAddress.isUrl(word)).findFirst();
    if (variable != null && urls.isEmpty()) {
      return opened(options.openBy(variable, notebook, connections.redactor(), name));
    } else if (variable != null) {
      throw UserError.usage("a URL or --from VARIABLE, not both.");
    }
    if (name.isPresent() && urls.isEmpty() && !options.sayWhere()) {
      options = profile(name.get());
    }
    urls.forEach(options::url);
    return opened(options.open(notebook, connections.redactor(), name));
  }

  private Database opened(OpenDatabase database) {
    connections.add(database).ifPresent(this::replaced);
    return database;
  }

  /** The options of a profile, changed by those that were given here. */
  private NamedConnectOptions profile(String name) {
    Profiles profiles =
        Profiles.read(
            connections.profiles(), warning -> notebook.display(MimeBundle.text(warning)));
    Optional<Profile> found = profiles.find(Kind.DATABASE, name);
    if (found.isEmpty()) {
      List<String> names = profiles.names(Kind.DATABASE);
      String meant = Nearest.hint(name, names);
      String file =
          names.isEmpty()
              ? ""
              : " No profile '" + name + "' stands in " + profiles.file() + "." + meant;
      throw UserError.usage(
          "where to? Say jdbc:mariadb://HOST:3306/DATABASE or --host HOST." + file);
    }
    List<String> given = spec.commandLine().getParseResult().originalArgs();
    List<String> both = new ArrayList<>(found.get().words());
    both.addAll(given.subList(given.indexOf(spec.name()) + 1, given.size()));
    ConnectCommand merged = new ConnectCommand(notebook, connections);
    try {
      new CommandLine(merged)
          .setOverwrittenOptionsAllowed(true)
          .parseArgs(both.toArray(String[]::new));
    } catch (UnmatchedArgumentException e) {
      // Only its key is told: the value may be a password.
      String key = e.getUnmatched().get(0).replaceFirst("^--", "").replaceFirst("=.*", "");
      throw UserError.usage(
          found.get().place()
              + ": '"
              + key
              + "' is no option of %sql connect; keys are their long names, see %sql connect --help.");
    } catch (ParameterException e) {
      throw UserError.usage(found.get().place() + ": " + e.getMessage() + ".");
    }
    return merged.options;
  }

  private void replaced(OpenDatabase before) {
    before.close();
    notebook.display(
        MimeBundle.text("the connection that was named " + before.name() + " before is closed"));
  }
}
