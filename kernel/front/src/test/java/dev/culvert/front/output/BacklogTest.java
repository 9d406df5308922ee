package dev.culvert.front.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What waits is counted in bytes, whatever it is. */
class BacklogTest {

  private static final int MEGABYTE = 1_000_000;

  private final Backlog backlog = new Backlog();
  private final List<String> published = new ArrayList<>();

  private void display(String id, int bytes) {
    Map<String, Object> content = Map.of("transient", Map.of("display_id", id));
    backlog.message("update_display_data", content, bytes);
  }

  private void publishAll() {
    while (!backlog.isEmpty()) {
      backlog.publishFirst(null, (parent, type, content) -> published.add(type));
    }
  }

  @Test
  void textCountsAsManyBytesAsItsMessageHas() {
    byte[] text = "a\n\"\u00e4\u20ac\u001b".getBytes(UTF_8);
    backlog.text(StreamName.STDOUT, text, 0, text.length);
    backlog.text(StreamName.STDOUT, text, 0, text.length);
    assertThat(backlog.size()).isEqualTo(2 * (1 + 2 + 2 + 2 + 3 + 6));
    assertThat(backlog.cost()).isEqualTo(Pacer.size(2 * (1 + 2 + 2 + 2 + 3 + 6)));
    publishAll();
    assertThat(backlog.size()).isZero();
    assertThat(published).containsExactly("stream");
  }

  @Test
  void displaysCountTooAndAnUpdateTakesThePlaceOfTheOneBefore() {
    display("a", 3 * MEGABYTE);
    display("b", 2 * MEGABYTE);
    display("b", MEGABYTE);
    assertThat(backlog.messages()).isEqualTo(2);
    assertThat(backlog.size()).isEqualTo(4 * MEGABYTE);
    publishAll();
    assertThat(backlog.size()).isZero();
  }

  @Test
  void aFloodOfLargeDisplaysIsPacedAndASingleOneOfAnySizeIsNotHeldForEver() {
    Pacer pacer = new Pacer();
    long now = 0;
    long sent = 0;
    for (; ; sent++) {
      display("a", MEGABYTE);
      if (pacer.delay("cell", backlog.cost(), now) > 0) {
        break;
      }
      publishAll();
    }
    assertThat(sent).isBetween(30L, 40L);
    publishAll();
    display("a", Integer.MAX_VALUE);
    assertThat(pacer.delay("cell", backlog.cost(), now + TimeUnit.SECONDS.toNanos(4))).isZero();
  }
}
