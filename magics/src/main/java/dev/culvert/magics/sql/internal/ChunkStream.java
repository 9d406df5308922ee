package dev.culvert.magics.sql.internal;

import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.dflib.DataFrame;

/**
 * Hands the rows of a query to code of the notebook while they arrive, so that memory holds one
 * chunk at a time. What the code throws goes on to the cell, and the query is cancelled.
 */
final class ChunkStream {

  private static final int CHUNK = 10_000;

  private final Consumer<Object> work;
  private final String variable;

  private ChunkStream(Consumer<Object> work, String variable) {
    this.work = work;
    this.variable = variable;
  }

  /**
   * To a variable of the notebook.
   *
   * @throws UserError when it holds no {@link Consumer}
   */
  static ChunkStream to(String variable, Notebook notebook) {
    Object value = notebook.variable(variable).map(Notebook.Variable::value).orElse(null);
    if (value instanceof Consumer<?> consumer) {
      @SuppressWarnings("unchecked") // what it takes shows when it is handed a frame
      Consumer<Object> work = (Consumer<Object>) consumer;
      return new ChunkStream(work, variable);
    }
    String what = value == null ? "nothing" : "a " + value.getClass().getName();
    throw UserError.usage(
        "--stream takes a variable that holds a Consumer<DataFrame>; "
            + variable
            + " holds "
            + what
            + ".");
  }

  String variable() {
    return variable;
  }

  /**
   * Hands rows over.
   *
   * @param limit the most rows, or {@link Rows#ALL}
   * @return how many there were
   */
  long hand(RowReader reader, int limit, RowCount progress) throws SQLException {
    long handed = 0;
    while (reader.hasMore() && (limit == Rows.ALL || handed < limit)) {
      int most = limit == Rows.ALL ? CHUNK : (int) Math.min(CHUNK, limit - handed);
      DataFrame chunk = reader.read(most, progress).frame();
      handed += chunk.height();
      work.accept(chunk);
    }
    return handed;
  }
}
