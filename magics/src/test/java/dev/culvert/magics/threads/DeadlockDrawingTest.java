package dev.culvert.magics.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a circle of threads looks like. */
class DeadlockDrawingTest {

  private static final Pattern LABEL =
      Pattern.compile("<text x=\"(\\d+)\" y=\"\\d+\" text-anchor=\"(\\w+)\"[^>]*>waits for");

  private static List<String> labels(int threads) {
    List<Deadlocks.Waiting> cycle = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      cycle.add(
          new Deadlocks.Waiting(
              "thread " + i,
              "cell 5, Account.receive",
              "Account@6b71769e",
              "thread " + (i + 1),
              "cell 5, Account.pay"));
    }
    List<String> labels = new ArrayList<>();
    Matcher matcher = LABEL.matcher(DeadlockDrawing.svg(List.of(cycle)));
    while (matcher.find()) {
      labels.add(matcher.group(1) + " " + matcher.group(2));
    }
    return labels;
  }

  @Test
  void theTwoLabelsOfAPairStandApart() {
    List<String> labels = labels(2);
    assertThat(labels).hasSize(2);
    assertThat(labels.get(0)).endsWith(" end");
    assertThat(labels.get(1)).endsWith(" start");
    assertThat(x(labels.get(0))).isLessThan(x(labels.get(1)));
  }

  @Test
  void eachThreadOfARingHasItsLabel() {
    assertThat(labels(3)).hasSize(3).allMatch(label -> label.endsWith(" middle"));
  }

  private static int x(String label) {
    return Integer.parseInt(label.split(" ")[0]);
  }
}
