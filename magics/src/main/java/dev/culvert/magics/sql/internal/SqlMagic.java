package dev.culvert.magics.sql.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.api.Notebook;
import dev.culvert.api.Suggestions;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.CommandTree;
import dev.culvert.magics.internal.PicocliMagic;
import dev.culvert.magics.internal.Profiles;
import dev.culvert.magics.sql.Sql;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

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
    super("sql");
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
    return CommandTree.of(new SqlCommand(call, connections))
        .with(new ConnectCommand(notebook, connections))
        .with(new ListCommand(connections))
        .with(new UseCommand(notebook, connections))
        .with(new CloseCommand(notebook, connections))
        .with(new PersistCommand(notebook, connections))
        .with(new CopyCommand(notebook, connections))
        .with(new PlotCommand(notebook, connections))
        .with(new SnippetsCommand(connections.snippets()))
        .with(new TablesCommand(connections))
        .with(new ColumnsCommand(connections))
        .with(new IndexesCommand(connections))
        .with(new DdlCommand(connections));
  }

  /**
   * Tables, columns and keywords; in the first line of {@code %%sql} connections, too. On the
   * front's side thread.
   */
  @Override
  public Suggestions suggest(String text, int cursor, boolean cell) {
    int line = cell ? text.indexOf('\n') : -1;
    String head = line < 0 ? "" : text.substring(0, line);
    String[] words = head.strip().split("\\s+");
    boolean named = SqlWords.isName(words[0]) && !SqlWords.isVerb(words[0]);
    int start = named || words[0].startsWith("-") ? line + 1 : 0;
    if (cursor < start || cell && line < 0) {
      return Suggestions.none(cursor);
    }
    Suggestions found =
        SqlCompletion.at(text.substring(start), cursor - start, schema(named ? words[0] : null));
    return new Suggestions(found.start() + start, found.items());
  }

  /** The names of a connection; none where none is open or it does not answer. */
  private Schema schema(String connection) {
    try {
      return connections.find(Optional.ofNullable(connection)).names();
    } catch (UserError | SQLException e) {
      return Schema.NONE;
    }
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
