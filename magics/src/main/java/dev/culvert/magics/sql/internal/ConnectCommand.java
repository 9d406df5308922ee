package dev.culvert.magics.sql.internal;

import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.ResultType;
import dev.culvert.magics.sql.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code %sql connect}. */
@Command(
    name = "connect",
    description = "Open a named connection, which becomes the current one.",
    footer = {
      "",
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
      description = "A name of your choice, and jdbc:mariadb://HOST:PORT/DATABASE or --host.")
  private List<String> words = new ArrayList<>();

  @Mixin private ConnectOptions options;

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
    urls.forEach(options::url);
    Optional<String> name = words.stream().filter(word -> !ServerAddress.isUrl(word)).findFirst();
    OpenDatabase opened = options.open(notebook, connections.redactor(), name);
    connections.add(opened).ifPresent(this::replaced);
    return opened;
  }

  private void replaced(OpenDatabase before) {
    before.close();
    notebook.display(
        MimeBundle.text("the connection that was named " + before.name() + " before is closed"));
  }
}
