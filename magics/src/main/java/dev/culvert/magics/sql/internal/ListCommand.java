package dev.culvert.magics.sql.internal;

import dev.culvert.magics.internal.ResultType;
import java.util.concurrent.Callable;
import org.dflib.DataFrame;
import picocli.CommandLine.Command;

/** {@code %sql list}. */
@Command(name = "list", description = "The open connections; the current one has a star.")
@ResultType(DataFrame.class)
final class ListCommand implements Callable<DataFrame> {

  private final Connections connections;

  ListCommand(Connections connections) {
    this.connections = connections;
  }

  @Override
  public DataFrame call() {
    Object[] cells =
        connections.all().stream()
            .flatMap(
                database ->
                    java.util.stream.Stream.of(
                        connections.isCurrent(database) ? "*" : "",
                        database.name(),
                        database.title(),
                        database.facts().product(),
                        database.tlsState(),
                        database.facts().timeZone(),
                        database.facts().characters(),
                        database.hasOpenTransaction() ? "open" : "",
                        database.plan().caution().words()))
            .toArray();
    return SqlFrame.of(
        DataFrame.foldByRow(
                "",
                "name",
                "connection",
                "server",
                "TLS",
                "time zone",
                "characters",
                "transaction",
                "mode")
            .of(cells));
  }
}
