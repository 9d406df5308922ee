package dev.culvert.worker;

import dev.culvert.api.Activity.RunningThread;
import dev.culvert.worker.wire.SnippetNames;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/**
 * Which cell made a thread, and where in it.
 *
 * <p>The JDK asks for the value that a new thread inherits while the thread is made, on the thread
 * that makes it, but does not say which one that is. So its id is guessed: ids are given in order,
 * and one that is taken at that moment is its neighbour, before it on JDK 17, behind it on later
 * ones. Two threads made by two others in the same microsecond may be taken for each other; both
 * are threads of cells then. Whose a thread's output is does not depend on this. Safe from any
 * thread.
 */
final class ThreadBirths {

  private static final int MOST = 4_096; // the oldest go first
  private static final boolean ID_COMES_LAST = Runtime.version().feature() < 19;
  private static final StackWalker WALKER = StackWalker.getInstance();

  private record Birth(int cell, String maker) {}

  private final NavigableMap<Long, Birth> births = new ConcurrentSkipListMap<>(); // by thread id

  /**
   * A thread of this cell is making another one. Between its id and the one that is taken here
   * there is nothing slow: the first walk of a stack takes milliseconds, in which the JVM may make
   * others.
   */
  void add(CellRun cell) {
    long taken = ID_COMES_LAST ? 0 : takeId();
    Birth birth = new Birth(cell.number(), WALKER.walk(ThreadBirths::maker));
    births.put(ID_COMES_LAST ? takeId() + 1 : taken - 1, birth);
    if (births.size() > MOST) {
      births.pollFirstEntry();
    }
  }

  private static long takeId() {
    return new Thread(null, null, "", 0, false).getId();
  }

  private static String maker(Stream<StackFrame> frames) {
    Optional<StackTraceElement> first =
        frames.map(StackFrame::toStackTraceElement).filter(CellFrames::isCode).findFirst();
    return first.map(ThreadBirths::name).orElse("a library");
  }

  private static String name(StackTraceElement frame) {
    if (CellFrames.isBody(frame)) {
      return "the cell";
    }
    String type = SnippetNames.strip(frame.getClassName());
    String method = frame.getMethodName() + "()";
    return type.equals(frame.getClassName()) ? method : type + "." + method;
  }

  /** The live threads among them, by cell and age. */
  List<RunningThread> living() {
    List<RunningThread> found = new ArrayList<>();
    for (Map.Entry<Thread, StackTraceElement[]> each : Thread.getAllStackTraces().entrySet()) {
      Thread thread = each.getKey();
      Birth birth = births.get(thread.getId());
      if (birth != null) {
        found.add(new RunningThread(thread, birth.cell, birth.maker));
      }
    }
    found.sort(
        Comparator.comparingInt(RunningThread::cell).thenComparing(each -> each.thread().getId()));
    return found;
  }
}
