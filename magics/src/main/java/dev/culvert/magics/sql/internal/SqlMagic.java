package dev.culvert.magics.sql.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.PicocliMagic;
import dev.culvert.magics.internal.Profiles;
import dev.culvert.magics.sql.Sql;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;

/**
 * {@code %sql} and {@code %%sql}.
 *
 * <p>Holds the connections of its notebook until {@link #close}; calls come from cell threads.
 */
public final class SqlMagic extends PicocliMagic {

  private final Connections connections;

  /** For {@link java.util.ServiceLoader}; binds {@link Sql} to this magic's connections. */
  public SqlMagic() {
    this(Profiles.standardFile(System.getenv()));
  }

  SqlMagic(Path profiles) {
    connections = new Connections(profiles);
    Sql.bind(connections::database);
  }

  @Override
  protected Object command(MagicCall call) {
    refusePasswords(call.args());
    if (call.isCell() && !call.args().isEmpty()) {
      refuseCommand(call.args().get(0));
    }
    Notebook notebook = call.notebook();
    CommandLine connect = new CommandLine(new ConnectCommand(notebook, connections));
    CommandLine command = new CommandLine(new SqlCommand(call, connections));
    command.addSubcommand(connect);
    command.addSubcommand(new ListCommand(connections));
    command.addSubcommand(new UseCommand(notebook, connections));
    command.addSubcommand(new CloseCommand(notebook, connections));
    command.addSubcommand(new PersistCommand(notebook, connections));
    command.addSubcommand(new PlotCommand(notebook, connections));
    command.addSubcommand(new TablesCommand(connections));
    command.addSubcommand(new ColumnsCommand(connections));
    command.addSubcommand(new IndexesCommand(connections));
    command.addSubcommand(new DdlCommand(connections));
    return command;
  }

  private static void refuseCommand(String word) {
    if (SqlCommand.SUBCOMMANDS.contains(word)) {
      throw UserError.usage("%%sql takes SQL below it; the command is %sql " + word + ".");
    }
  }

  /**
   * Refuses a password in the options of a call, before anything could quote it in an error. What
   * follows the options of a statement is SQL, in which the word may stand.
   */
  private static void refusePasswords(List<String> args) {
    boolean connects = !args.isEmpty() && args.get(0).equals("connect");
    for (int i = 0; i < args.size(); i++) {
      String word = args.get(i);
      if (!connects && SqlWords.isVerb(word)) {
        return;
      }
      String next = i + 1 < args.size() ? args.get(i + 1) : "-";
      if (holdsPassword(word) || (word.equals("--password") && isPassword(next, connects))) {
        throw ServerAddress.passwordInSight();
      }
    }
  }

  /** Whether the word after {@code --password} is none that may stand there. */
  private static boolean isPassword(String next, boolean connects) {
    boolean sql = !connects && (SqlWords.isVerb(next) || !SqlWords.isName(next));
    return !next.startsWith("-") && !ServerAddress.isUrl(next) && !sql;
  }

  private static boolean holdsPassword(String word) {
    boolean option = word.startsWith("-");
    String key = option || !ServerAddress.isUrl(word) ? word.replaceFirst("=.*", "") : "";
    boolean named = word.contains("=") && ServerAddress.isSecret(key);
    boolean glued = word.matches("-p.+");
    return named || glued;
  }

  @Override
  public void close() {
    connections.removeAll().forEach(OpenDatabase::close);
  }
}
