package dev.culvert.magics.sql.internal;

import dev.culvert.magics.internal.ResultType;
import java.util.concurrent.Callable;
import org.dflib.DataFrame;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code %sql snippets}. */
@Command(name = "snippets", description = "The queries that --save keeps, or forget one of them.")
@ResultType(DataFrame.class)
final class SnippetsCommand implements Callable<DataFrame> {

  private final Snippets snippets;

  @Option(names = "--delete", paramLabel = "NAME", description = "Forget this one.")
  private String deleted;

  SnippetsCommand(Snippets snippets) {
    this.snippets = snippets;
  }

  @Override
  public DataFrame call() {
    if (deleted != null) {
      snippets.remove(deleted);
    }
    Object[] cells =
        snippets.all().stream()
            .flatMap(each -> java.util.stream.Stream.of(each.name(), each.query().sql()))
            .toArray();
    return DataFrame.foldByRow("name", "query").of(cells);
  }
}
