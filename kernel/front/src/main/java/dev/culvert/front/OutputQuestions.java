package dev.culvert.front;

import dev.culvert.front.output.CellOutput;
import dev.culvert.front.output.CellOutput.Account;
import dev.culvert.front.output.Outlet;
import dev.culvert.front.output.Size;
import dev.culvert.front.remote.WorkerListener;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Answers what {@code %output} asks. On the side thread, since saving may take a while. */
final class OutputQuestions {

  private final Outlet outlet;
  private final Map<Integer, CellOutput> outputs; // by the id of the cell, not its number

  /** A cell that wrote something. */
  private record Known(CellOutput output, Account account) {}

  OutputQuestions(Outlet outlet, Map<Integer, CellOutput> outputs) {
    this.outlet = outlet;
    this.outputs = outputs;
  }

  void answer(List<String> words, WorkerListener.Answered answer) {
    try {
      answer.value(answer(words));
    } catch (IllegalArgumentException e) {
      answer.refuse(e.getMessage() + ".");
    } catch (NoSuchFileException e) {
      answer.refuse("no such file or folder: " + e.getMessage() + ".");
    } catch (IOException e) {
      answer.refuse("it cannot be saved: " + e.getMessage() + ".");
    }
  }

  private Object answer(List<String> words) throws IOException {
    return switch (words.get(0)) {
      case "list" -> known().stream().map(each -> tree(each.account)).toList();
      case "limit" -> {
        outlet.setLimit(Size.parse(words.get(1)));
        yield Size.text(outlet.limit());
      }
      case "pace" -> {
        outlet.setPaced(words.get(1).equals("on"));
        yield null;
      }
      case "save" -> find(Integer.parseInt(words.get(1))).saveTo(Path.of(words.get(2)));
      case "kept" -> outputs.get(Integer.parseInt(words.get(1))).takeKept();
      default -> throw new IllegalArgumentException("no question: " + words);
    };
  }

  private List<Known> known() {
    List<Known> known = new ArrayList<>();
    for (CellOutput output : List.copyOf(outputs.values())) {
      output.account().ifPresent(account -> known.add(new Known(output, account)));
    }
    known.sort(Comparator.comparingInt(each -> each.account.cell()));
    return known;
  }

  private CellOutput find(int cell) {
    CellOutput found = null;
    for (Known each : known()) {
      if (cell == 0 ? each.account.ended() : each.account.cell() == cell) {
        found = each.output;
      }
    }
    if (found == null) {
      throw new IllegalArgumentException(
          cell == 0
              ? "no cell has written anything yet"
              : "cell " + cell + " has written nothing. %output lists those that have");
    }
    return found;
  }

  private static Map<String, Object> tree(Account account) {
    return Map.of(
        "cell", account.cell(),
        "stdout", account.stdout(),
        "stderr", account.stderr(),
        "late", account.late(),
        "leftOut", account.leftOut(),
        "file", account.file());
  }
}
