package dev.culvert.front;

import dev.culvert.front.engine.JavaEngine;
import dev.culvert.front.output.CellOutput;
import dev.culvert.front.output.Display;
import dev.culvert.front.output.StreamName;
import dev.culvert.front.remote.WorkerListener;
import dev.culvert.worker.wire.CommMessage;
import dev.culvert.worker.wire.Payload;
import dev.culvert.worker.wire.Shown;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** What the worker tells, sent on to the cell it belongs to. On the wire's reader. */
final class WorkerEvents implements WorkerListener {

  private final CellRunner cells;
  private final CommRouter comms;
  private final InputRequests inputs;
  private final CompletableFuture<JavaEngine> engine;
  private final SessionQuestions session;
  private final Executor side; // for what has to wait for the compiler

  WorkerEvents(
      CellRunner cells,
      CommRouter comms,
      InputRequests inputs,
      CompletableFuture<JavaEngine> engine,
      SessionQuestions session,
      Executor side) {
    this.cells = cells;
    this.comms = comms;
    this.inputs = inputs;
    this.engine = engine;
    this.session = session;
    this.side = side;
  }

  @Override
  public void late(int cell, boolean stderr, int moment, String writer, byte[] bytes) {
    CellOutput output = cells.output(cell);
    if (output == null) { // before the first cell: the terminal or log of who started the kernel
      System.err.write(bytes, 0, bytes.length);
      System.err.flush();
      return;
    }
    CellOutput.Source source = output.late(stderr ? StreamName.STDERR : StreamName.STDOUT);
    atMoment(cell, moment, () -> source.write(writer, bytes, 0, bytes.length));
  }

  /** Does something after what the pipes held before; at once where there was nothing. */
  private void atMoment(int cell, int moment, Runnable work) {
    if (moment == 0) {
      work.run();
      return;
    }
    try {
      engine.join().atMoment(cell, moment, work);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public CellOutput outputOf(int cell) {
    return cells.output(cell);
  }

  @Override
  public void shown(Shown shown) {
    CellOutput output = cells.output(shown.cell());
    if (output == null) {
      System.getLogger(WorkerEvents.class.getName())
          .log(System.Logger.Level.WARNING, "a display of unknown cell {0}", shown.cell());
      return;
    }
    atMoment(shown.cell(), shown.moment(), () -> publish(output, shown));
  }

  private static void publish(CellOutput output, Shown shown) {
    switch (shown.action()) {
      case SHOW -> output.display(display("display_data", shown));
      case UPDATE -> output.display(display("update_display_data", shown));
      case CLEAR -> output.clear(false);
      case CLEAR_ON_NEXT -> output.clear(true);
      case HOLD -> output.hold(shown.data().keySet());
      case KEEP -> output.keep();
      case RELEASE -> output.release();
      case PREFIX -> output.setPrefixed(true);
      case NO_PREFIX -> output.setPrefixed(false);
      default -> throw new IllegalStateException(shown.action().toString());
    }
  }

  private static Display display(String type, Shown shown) {
    Map<String, Object> ids = shown.id().isEmpty() ? Map.of() : Map.of("display_id", shown.id());
    Map<String, Object> content =
        Map.of("data", MimeContent.of(shown.data()), "metadata", Map.of(), "transient", ids);
    return new Display(type, shown.id(), shown.data(), content);
  }

  @Override
  public void input(int cell, String prompt, boolean secret, Answer answer) {
    CellOutput output = cells.output(cell);
    if (output == null || !output.parent().flag("allow_stdin", true)) {
      answer.refuse(
          "this front end takes no input (allow_stdin is false), so \""
              + prompt
              + "\" cannot be asked. Run the notebook interactively, or give the value another"
              + " way.");
      return;
    }
    output.flush();
    inputs.ask(output.parent(), prompt, secret, answer);
  }

  @Override
  public void classPath(List<Path> entries, Runnable done) {
    side.execute(
        () -> {
          engine.join().addToClassPath(entries);
          done.run();
        });
  }

  @Override
  public void output(List<String> words, Answered answer) {
    if (words.get(0).equals("room")) { // not on the side: it may take until the cell's idle
      CellOutput output = cells.output(Integer.parseInt(words.get(1)));
      output.awaitRoom(() -> answer.value(null));
      return;
    }
    side.execute(() -> cells.aboutOutput().answer(words, answer));
  }

  @Override
  public void session(List<String> words, Answered answer) {
    side.execute(() -> session.answer(words, answer));
  }

  @Override
  public void payload(Payload payload) {
    cells.addPayload(
        payload.nextInput() == null
            ? Payloads.page(MimeContent.of(payload.page()))
            : Payloads.nextInput(payload.nextInput(), payload.replace()));
  }

  @Override
  public void comm(CommMessage message) {
    CellOutput output = cells.output(message.cell());
    if (output != null) {
      output.flush(); // what was printed before is seen before
    }
    comms.told(message, output == null ? null : output.parent());
  }
}
