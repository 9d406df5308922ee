package dev.culvert.magics.sql.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.api.Nearest;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.HomePath;
import dev.culvert.magics.internal.RawText;
import dev.culvert.magics.internal.ResultType;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dflib.DataFrame;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code %sql STATEMENT}, and {@code %%sql [NAME] [OPTIONS]} with statements below it. */
@Command(
    description = "Run SQL on MariaDB, MySQL and other databases; results are data frames.",
    footer = {
      "",
      "In a notebook, %%sql [NAME] [--limit N] runs the lines below it. :name in a statement is a",
      "variable of the notebook, bound and never pasted; a list becomes (?, ?, ...).",
      "Options end where the SQL begins. With --url or --host a connection is opened for this call",
      "alone."
    })
@RawText
@ResultType(DataFrame.class)
final class SqlCommand implements Callable<DataFrame> {

  static final List<String> SUBCOMMANDS =
      List.of(
          "connect",
          "list",
          "use",
          "close",
          "persist",
          "copy",
          "plot",
          "snippets",
          "tables",
          "columns",
          "indexes",
          "ddl");

  private final MagicCall call;
  private final Connections connections;

  @Mixin private RunOptions options;

  @Mixin private ConnectOptions once;

  @Option(
      names = {"-c", "--connection"},
      paramLabel = "NAME",
      description = "Run on this connection instead of the current one.")
  private String connection;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Run the statements of a file.")
  private String file;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SQL",
      description = "One or more statements.")
  private String text = "";

  SqlCommand(MagicCall call, Connections connections) {
    this.call = call;
    this.connections = connections;
  }

  @Override
  public DataFrame call() {
    String script = call.isCell() ? cellScript() : file == null ? text : fileScript();
    if (script.isBlank() && file == null) {
      throw UserError.usage(
          "%sql: needs a statement or a command: "
              + String.join(", ", SUBCOMMANDS)
              + ". See %sql --help.");
    }
    refuseMisspeltCommand(script);
    if (!once.sayWhere()) {
      return run(connections.find(Optional.ofNullable(connection)), script);
    } else if (connection != null) {
      throw UserError.usage("%sql: an open connection or --url and --host, not both.");
    }
    try (OpenDatabase database =
        once.open(call.notebook(), connections.redactor(), Optional.empty())) {
      return run(database, script);
    }
  }

  private DataFrame run(OpenDatabase database, String script) {
    RunSettings settings = options.settings(connections.snippets(), call.notebook());
    return new ScriptRun(database, call.notebook(), settings).run(script);
  }

  private String fileScript() {
    if (!text.isBlank()) {
      throw UserError.usage("%sql: a statement or --file FILE, not both.");
    }
    try {
      return Files.readString(HomePath.of(file));
    } catch (NoSuchFileException e) {
      throw UserError.usage("--file: there is no file " + file + ".");
    } catch (MalformedInputException e) {
      throw UserError.usage("--file: " + file + " is no text in UTF-8.");
    } catch (IOException e) {
      throw UserError.usage("--file: " + file + " cannot be read: " + e.getMessage() + ".");
    }
  }

  /** The body; the first line may name the connection and hold options, or begin the SQL. */
  private String cellScript() {
    if (file != null) {
      throw UserError.usage("%%sql runs what stands below it; for a file, %sql --file FILE.");
    }
    String line = text.strip();
    String[] words = line.split("\\s+");
    if (line.isEmpty()) {
      return call.body();
    } else if (SqlWords.isVerb(words[0]) || !SqlWords.isName(words[0])) {
      return text + "\n" + call.body();
    } else if (words.length > 1 && !words[1].startsWith("-")) {
      throw UserError.usage(
          "%%sql takes the name of a connection and options in its first line; the SQL stands below"
              + " it, and '"
              + words[0]
              + "' begins no statement.");
    }
    connection = words[0];
    parseOptions(List.of(words).subList(1, words.length));
    return call.body();
  }

  private void parseOptions(List<String> words) {
    if (words.isEmpty()) {
      return;
    }
    try {
      new CommandLine(options).parseArgs(words.toArray(String[]::new));
    } catch (ParameterException e) {
      throw UserError.usage("%%sql: " + e.getMessage() + ". See %sql --help.");
    }
  }

  /** A word that begins no statement and is nearly a command was meant as one. */
  private static void refuseMisspeltCommand(String script) {
    String word = script.strip().split("[\\s;]", 2)[0];
    if (SUBCOMMANDS.contains(word) && !SqlWords.isVerb(word)) {
      throw UserError.usage("%%sql takes SQL below it; the command is %sql " + word + ".");
    } else if (SqlWords.isName(word) && !SqlWords.isVerb(word)) {
      Nearest.to(word, SUBCOMMANDS)
          .ifPresent(
              near -> {
                throw UserError.usage(
                    "%sql: unknown command '"
                        + word
                        + "'. Did you mean '"
                        + near
                        + "'? See %sql --help.");
              });
    }
  }
}
