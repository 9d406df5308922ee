package dev.culvert.front.remote;

import dev.culvert.front.remote.DeclaredClasses.Replaced;
import dev.culvert.worker.wire.Begin;
import dev.culvert.worker.wire.CellEnd;
import dev.culvert.worker.wire.Failure;
import dev.culvert.worker.wire.FrameType;
import dev.culvert.worker.wire.Packet;
import dev.culvert.worker.wire.Wire;
import dev.culvert.worker.wire.WireClosedException;
import dev.culvert.worker.wire.WireException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import jdk.jshell.spi.ExecutionControl;

/**
 * JShell's remote side: sends classes to the worker and runs them there.
 *
 * <p>Invariant: {@code lock} guards every call into JShell, and is let go only while user code runs
 * in the worker, so completion is answered meanwhile. A worker's death, or an exception of the
 * user's, reaches JShell as a plain {@link ExecutionControl.UserException}; what really happened is
 * in {@link #takeFailure}. An {@code EngineTerminationException} would close JShell for good, and
 * is never thrown.
 *
 * <p>The bytes of {@linkplain DeclaredClasses declared classes} are kept, so that a new worker can
 * be given them.
 */
public final class RemoteControl implements ExecutionControl {

  private final ReentrantLock lock;
  private final DeclaredClasses declared = new DeclaredClasses(); // guarded by lock
  private volatile CompletableFuture<WorkerProcess> worker;
  private boolean transientCode; // guarded by lock
  private Failure failure; // of the last invoke; guarded by lock
  private CellEnd end; // of the running cell; null before it; guarded by lock
  private Set<String> carriedOver = new HashSet<>(); // variables, since asked; guarded by lock

  /** The worker may still be starting: who needs it waits. */
  public RemoteControl(ReentrantLock lock, CompletableFuture<WorkerProcess> worker) {
    this.lock = lock;
    this.worker = worker;
  }

  /** Loads what the first code to be sent will need; any thread, ahead of it. */
  public static void warmUp() {
    ClassRewriter.warmUp();
  }

  /** The worker of now; waits for the first one to be started. */
  public WorkerProcess worker() {
    return worker.join();
  }

  /** Says whether the code compiled next is needed only once, so that its bytes are not kept. */
  public void setTransient(boolean value) {
    transientCode = value;
  }

  /** Why the last invoke failed; null when it did not. Taken once. */
  public Failure takeFailure() {
    Failure taken = failure;
    failure = null;
    return taken;
  }

  /** A cell begins. */
  public void begin(Begin cell) {
    end = null; // of one whose worker died
    worker().wire().send(FrameType.BEGIN, cell.toPacket());
  }

  /** How the running cell ended, when it did so with its last code; null otherwise. Taken once. */
  public CellEnd takeEnd() {
    CellEnd taken = end;
    end = null;
    return taken;
  }

  /** Which variables were replaced since the last call and keep their values. */
  public Set<String> takeCarriedOver() {
    Set<String> taken = carriedOver;
    carriedOver = new HashSet<>();
    return taken;
  }

  /** Gives everything that was declared to a new worker. Variables are the caller's to drop. */
  public void replaceWorker(WorkerProcess successor) {
    worker = CompletableFuture.completedFuture(successor);
    declared.revive();
    ClassGroup.of(declared.byName()).forEach(group -> send(group, Replaced.NOTHING));
  }

  /** Gives the worker what was replaced once more; to be called when snippets were dropped. */
  public void revive() {
    ClassGroup.of(declared.revive()).forEach(group -> send(group, Replaced.NOTHING));
  }

  /** What JShell declared so far; goes on changing. */
  public DeclaredClasses declared() {
    return declared;
  }

  /**
   * Runs methods of a class that JShell knows nothing of, one after the other, up to the first that
   * fails; why it did is in {@link #takeFailure}. Lets the lock go meanwhile.
   *
   * @param classes the class and what is nested in it, by name
   * @param yields whether the cell's result is what the last method returns
   * @param last whether the cell has no more code and ends with this, as of {@link #takeEnd}
   * @throws WireClosedException if the worker is gone
   */
  public void run(
      Map<String, byte[]> classes,
      String className,
      List<String> methods,
      boolean yields,
      boolean last) {
    ClassGroup.of(rewritten(classes)).forEach(group -> send(group, Replaced.NOTHING));
    ask(FrameType.INVOKE, invocation(className, methods, yields, true, last), last);
  }

  /**
   * Runs the magic that a cell consists of, whose value is its result, without any class; the cell
   * ends with it, as of {@link #takeEnd}.
   *
   * @param index its place among the magics of the cell
   * @param names the variables it is given
   * @param holders the classes that hold them, in the same order
   * @throws WireClosedException if the worker is gone
   */
  public void call(int index, List<String> names, List<String> holders) {
    ask(FrameType.CALL, new Packet().put(index).put(names).put(holders), true);
  }

  private void ask(FrameType question, Packet packet, boolean last) {
    try {
      request(question, packet, last);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WireClosedException();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WireException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void load(ClassBytecodes[] classes) {
    for (ClassGroup group : ClassGroup.of(rewritten(byName(classes)))) {
      Replaced replaced = transientCode ? Replaced.NOTHING : declared.add(group);
      if (replaced.isCarriedOver()) {
        carriedOver.add(replaced.variable());
      }
      send(group, replaced);
    }
  }

  private static Map<String, byte[]> byName(ClassBytecodes[] classes) {
    Map<String, byte[]> compiled = new LinkedHashMap<>();
    for (ClassBytecodes one : classes) {
      compiled.put(one.name(), one.bytecodes());
    }
    return compiled;
  }

  private static Map<String, byte[]> rewritten(Map<String, byte[]> compiled) {
    Map<String, byte[]> rewritten = new LinkedHashMap<>();
    compiled.forEach((name, bytes) -> rewritten.put(name, ClassRewriter.rewrite(bytes)));
    return rewritten;
  }

  private void send(ClassGroup group, Replaced replaced) {
    Packet packet = new Packet().put(replaced.isCarriedOver());
    if (replaced.isCarriedOver()) {
      packet.put(replaced.holder()).put(group.wrapper()).put(replaced.variable());
    }
    Ties ties = declared.tiesOf(group);
    packet.put(replaced.gone()).put(ties.detachable()).put(List.copyOf(ties.needs()));
    worker().wire().send(FrameType.LOAD, put(packet, group.classes()));
  }

  private static Packet put(Packet packet, Map<String, byte[]> classes) {
    packet.put(classes.size());
    classes.forEach((name, bytes) -> packet.put(name).put(bytes));
    return packet;
  }

  /**
   * JShell replaces what cannot be redefined, and with it the values of variables and the objects
   * of classes, so the JVM is asked to. Nothing need be done when classes are marked with preview
   * features, which an import of one does to all that it might have a meaning for.
   */
  @Override
  public void redefine(ClassBytecodes[] classes) throws NotImplementedException {
    Map<String, byte[]> changed = rewritten(byName(classes));
    changed.entrySet().removeIf(each -> declared.isAsBefore(each.getKey(), each.getValue()));
    for (ClassGroup group : ClassGroup.of(changed)) {
      if (!declared.mayRedefine(group) || !isRedefined(group)) {
        throw new NotImplementedException(group.wrapper() + " is to be another class");
      }
      declared.redefine(group.classes());
    }
  }

  private boolean isRedefined(ClassGroup group) {
    Packet request = new Packet().put(List.copyOf(declared.tiesOf(group).needs()));
    put(request, group.classes());
    try {
      return worker().wire().request(FrameType.REDEFINE, request).join().readBoolean();
    } catch (CompletionException e) {
      return false; // the worker is gone, as whoever runs the code is told
    }
  }

  @Override
  public String invoke(String className, String methodName) throws RunException, InternalException {
    try {
      request(
          FrameType.INVOKE,
          invocation(className, List.of(methodName), false, transientCode, false),
          false);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InternalException("the front is being shut down");
    } catch (ExecutionException e) {
      throw thrown(e.getCause());
    }
    if (failure != null && isOfMissing(className)) {
      failure = null;
      throw new StackOverflowError("in the compiler, which wrote no " + className);
    }
    if (failure != null && failure.kind() == Failure.Kind.UNRESOLVED) {
      throw new ResolutionException(Integer.parseInt(failure.message()), new StackTraceElement[0]);
    }
    if (failure != null) {
      throw new UserException(failure.message(), failure.name(), new StackTraceElement[0]);
    }
    return "";
  }

  /**
   * Whether the class to run was never sent. It happens when code is nested so deeply that javac
   * runs out of stack while it writes the class: javac reports that nowhere, so JShell goes on.
   */
  private boolean isOfMissing(String className) {
    return failure.name().endsWith("ClassNotFoundException") && className.equals(failure.message());
  }

  private static Packet invocation(
      String className, List<String> methods, boolean yields, boolean once, boolean last) {
    return new Packet().put(className).put(methods).put(yields).put(once).put(last);
  }

  /** Has the worker run user code; what failed is kept. Lets the lock go meanwhile. */
  private void request(FrameType question, Packet packet, boolean last)
      throws InterruptedException, ExecutionException {
    Wire wire = worker().wire();
    boolean held = lock.isHeldByCurrentThread();
    if (held) {
      lock.unlock();
    }
    Packet.Reader answer;
    try {
      answer = wire.request(question, packet).get();
    } finally {
      if (held) {
        lock.lock();
      }
    }
    if (answer.readBoolean()) {
      failure = Failure.read(new Packet.Reader(answer.readBytes()));
    }
    if (last) {
      end = CellEnd.read(answer);
    }
  }

  private static UserException thrown(Throwable cause) throws InternalException {
    if (cause instanceof WireClosedException) {
      return new UserException(cause.getMessage(), "WorkerDied", new StackTraceElement[0]);
    }
    throw new InternalException(String.valueOf(cause.getMessage()));
  }

  @Override
  public String varValue(String className, String varName) {
    return ""; // values stay in the worker, which shows them itself
  }

  @Override
  public void addToClasspath(String path) {
    List<String> entries = List.of(path.split(java.io.File.pathSeparator));
    worker().wire().request(FrameType.ADD_CLASS_PATH, new Packet().put(entries)).join();
  }

  @Override
  public void stop() {
    // The front interrupts a cell by its number; JShell's own stop is not used.
  }

  @Override
  public Object extensionCommand(String command, Object argument) throws NotImplementedException {
    throw new NotImplementedException(command);
  }

  @Override
  public void close() {
    // The worker outlives JShell's interest in it: the kernel ends it.
  }
}
