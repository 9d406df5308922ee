package dev.culvert.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * One call of the command line, in this process.
 *
 * @param code its exit code
 * @param out what it printed
 * @param err what it complained about
 */
public record CommandLineRun(int code, String out, String err) {

  public static CommandLineRun of(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine = Main.commandLine(args);
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    int code = commandLine.execute(args);
    return new CommandLineRun(code, out.toString(), err.toString());
  }
}
