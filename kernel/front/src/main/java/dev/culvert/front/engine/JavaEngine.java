package dev.culvert.front.engine;

import dev.culvert.front.engine.RunningCell.Forgets;
import dev.culvert.front.output.CellOutput;
import dev.culvert.front.output.CellPipes;
import dev.culvert.front.output.StreamName;
import dev.culvert.front.remote.RemoteControl;
import dev.culvert.front.remote.WorkerProcess;
import dev.culvert.front.remote.WorkerStarter;
import dev.culvert.worker.wire.Begin;
import dev.culvert.worker.wire.CellEnd;
import dev.culvert.worker.wire.FrameType;
import dev.culvert.worker.wire.Models;
import dev.culvert.worker.wire.Packet;
import dev.culvert.worker.wire.Wire;
import dev.culvert.worker.wire.WireClosedException;
import dev.culvert.worker.wire.WireException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.spi.ExecutionControlProvider;

/**
 * Evaluates cells: compiles them with JShell in this process, runs them in the worker.
 *
 * <p>Invariant: {@code lock} guards every call into JShell; {@link RemoteControl} lets it go while
 * user code runs, so questions are answered meanwhile. Expressions and statements are evaluated as
 * blocks and dropped afterwards: JShell reads all its snippets again for each new one, so what is
 * not a declaration must not stay.
 *
 * <p>Hazard: the worker may die at any moment. Whatever then fails ends in {@link
 * Succession#mourn}, which starts another one.
 */
public final class JavaEngine implements AutoCloseable {

  private static final long QUIET_SECONDS = 2; // time for the first cell to come
  private static final int BUSY_SECONDS = 10; // before names are read although cells run

  private final ReentrantLock lock = new ReentrantLock(true); // fair: importing lets cells in
  private final RemoteControl remote;
  private final Interrupts interrupts;
  private final JShell shell;
  private final Preview preview;
  private final CellErrors errors;
  private final Succession succession;
  private final Condition changed = lock.newCondition(); // a cell ended, or the engine closed
  private final DefaultImports imports;
  private final Optional<Blocks> blocks; // empty when this JDK's javac is not as we know it
  private final CellEvaluation evaluation;
  private final DocumentationJars documentation = new DocumentationJars();

  // Guarded by lock.
  private final List<Path> classPath = new ArrayList<>(); // what cells see
  private MagicCatalog catalog; // null until the first magic
  private SourceCodeAnalysis analysis; // null until the first cell or question
  private NameIndex names; // of analysis
  private boolean runs; // a cell; the lock is let go meanwhile
  private int ended; // cells
  private boolean closed;
  private StandardJavaFileManager files; // JShell's; what it read of jars serves blocks as well

  /**
   * Makes JShell ready; the worker may still be starting.
   *
   * @param classPath what cells see, the same as the worker's
   */
  public JavaEngine(
      CompletableFuture<WorkerProcess> worker, WorkerStarter starter, String classPath) {
    Arrays.stream(classPath.split(File.pathSeparator)).map(Path::of).forEach(this.classPath::add);
    this.remote = new RemoteControl(lock, worker);
    this.interrupts = new Interrupts(remote);
    lock.lock();
    try {
      JShell.Builder builder = builder();
      preview = new Preview(builder);
      shell = newShell(builder, classPath);
      succession = new Succession(shell, remote, starter);
      errors = new CellErrors(shell, this::analysisWithNames, succession::isLost);
      imports = new DefaultImports(shell);
      blocks = newBlocks();
      evaluation = new CellEvaluation(shell, this::analysis, remote, imports, errors, blocks);
      if (blocks.isEmpty()) {
        evaluation.warmUp();
      }
    } finally {
      lock.unlock();
    }
    Thread importing = new Thread(null, this::importAhead, "imports", 0, false);
    importing.setDaemon(true);
    importing.start();
  }

  /**
   * Gives JShell its imports before a declaration needs them, and its index of names before a
   * completion does, and lets every cell go first.
   */
  private void importAhead() {
    lock.lock();
    try {
      awaitCell(QUIET_SECONDS);
      awaitIdle();
      while (!closed && imports.giveNext()) {
        awaitIdle();
      }
      awaitQuiet();
      if (!closed) {
        analysisWithNames();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until a cell ends, or the engine closes; some seconds at most. */
  private void awaitCell(long seconds) throws InterruptedException {
    int before = ended;
    for (long left = TimeUnit.SECONDS.toNanos(seconds); left > 0 && ended == before && !closed; ) {
      left = changed.awaitNanos(left);
    }
  }

  /** Lets cells that wait for the lock go first, and then end. */
  private void awaitIdle() throws InterruptedException {
    lock.unlock();
    lock.lock();
    while (runs && !closed) {
      changed.await();
    }
  }

  /** Waits until no cell ran for a second: who runs nothing may ask much. */
  private void awaitQuiet() throws InterruptedException {
    for (int i = 0; i < BUSY_SECONDS && !closed; i++) {
      int before = ended;
      awaitCell(1);
      if (ended == before && !runs) {
        return;
      }
    }
  }

  /**
   * JShell with this class path and no other. It takes the JVM's own in two places that no option
   * reaches: where it looks for packages to complete, and what it puts before added entries.
   */
  private JShell newShell(JShell.Builder builder, String classPath) {
    synchronized (JavaEngine.class) { // the property is the JVM's: one engine at a time
      String own = System.getProperty("java.class.path");
      System.setProperty("java.class.path", classPath);
      try {
        return builder.build();
      } finally {
        System.setProperty("java.class.path", own);
      }
    }
  }

  private JShell.Builder builder() {
    return JShell.builder().executionEngine(provider(remote), Map.of()).fileManager(this::adopt);
  }

  private StandardJavaFileManager adopt(StandardJavaFileManager manager) {
    setClassPath(manager, classPath);
    files = manager;
    return manager;
  }

  private static void setClassPath(StandardJavaFileManager files, List<Path> entries) {
    try {
      files.setLocationFromPaths(StandardLocation.CLASS_PATH, entries);
    } catch (IOException e) {
      throw new UncheckedIOException("the class path of the cells is unusable", e);
    }
  }

  private Optional<Blocks> newBlocks() {
    try {
      BlockCompiler compiler = new BlockCompiler(files, remote.declared());
      Declarations declarations = new Declarations(shell, this::analysis, imports);
      Blocks ready = new Blocks(compiler, declarations, remote, errors);
      ready.warmUp();
      return Optional.of(ready);
    } catch (LinkageError e) {
      System.getLogger(JavaEngine.class.getName())
          .log(System.Logger.Level.WARNING, "JShell compiles everything, more slowly", e);
      return Optional.empty();
    }
  }

  private static ExecutionControlProvider provider(RemoteControl remote) {
    return new ExecutionControlProvider() {
      @Override
      public String name() {
        return "culvert";
      }

      @Override
      public jdk.jshell.spi.ExecutionControl generate(
          jdk.jshell.spi.ExecutionEnv env, Map<String, String> parameters) {
        return remote;
      }
    };
  }

  /** JShell's analysis, made when first needed. */
  private SourceCodeAnalysis analysis() {
    if (analysis == null) {
      analysis = shell.sourceCodeAnalysis();
      names = new NameIndex(analysis);
    }
    return analysis;
  }

  /** Likewise, for what knows classes by name. */
  private SourceCodeAnalysis analysisWithNames() {
    SourceCodeAnalysis made = analysis();
    names.goOn();
    return made;
  }

  // ---- running a cell -----------------------------------------------------------------------

  /**
   * Runs a cell to its end; when this returns, everything it wrote was handed to its output.
   *
   * @param id tells cells apart in the worker
   * @param number the execution count, which the user sees
   */
  public CellOutcome run(int id, int number, String text, CellOutput output)
      throws InterruptedException {
    RunningCell cell = new RunningCell(id, number, text, output);
    interrupts.enter(cell);
    lock.lock();
    runs = true;
    try {
      reviveIfGone(output);
      cell.source = CellCutter.cut(text, this::catalog, this::declares);
      if (Directives.askForPreview(text)) {
        allowPreview();
      }
      CellOutcome outcome = run(cell);
      return cell.forgets == Forgets.NOTHING ? outcome : forget(cell, outcome);
    } catch (CellException e) {
      return CellOutcome.failed(e.error());
    } catch (WireException | CompletionException e) {
      return CellOutcome.failed(
          CellError.plain("WorkerError", "the worker cannot be reached: " + reason(e)));
    } finally {
      interrupts.leave();
      runs = false;
      ended++;
      changed.signalAll();
      lock.unlock();
    }
  }

  private static String reason(RuntimeException e) {
    return e instanceof CompletionException && e.getCause() != null
        ? e.getCause().getMessage()
        : e.getMessage();
  }

  private CellOutcome run(RunningCell cell) throws InterruptedException {
    WorkerProcess worker = remote.worker();
    Wire wire = worker.wire();
    Optional<CellPipes> pipes = worker.takePipes();
    if (pipes.isEmpty()) {
      return CellOutcome.failed(succession.mourn(worker, cell.interruption));
    }
    pipes.get().attach(cell.output);
    cell.pipes = pipes.get();
    remote.begin(new Begin(cell.id, cell.number, pipes.get().serial(), cell.source.magics()));
    try {
      CellError error = evaluation.evaluate(cell);
      if (cell.forgets == Forgets.DECLARATIONS) {
        letGo(cell);
      }
      return end(wire, pipes.get(), cell, error);
    } catch (WireClosedException e) {
      awaitLastWords(pipes.get());
      return CellOutcome.failed(succession.mourn(worker, cell.interruption));
    } finally {
      cell.transients.forEach(shell::drop);
    }
  }

  private CellOutcome end(Wire wire, CellPipes pipes, RunningCell cell, CellError error)
      throws InterruptedException {
    CellEnd end = remote.takeEnd();
    boolean held = lock.isHeldByCurrentThread();
    lock.unlock(); // showing the result runs the user's toString
    try {
      if (end == null) {
        end = CellEnd.read(wire.request(FrameType.END, new Packet()).get());
      }
      pipes.awaitBoth(end.moment());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WireException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      if (held) {
        lock.lock();
      }
    }
    if (error != null) {
      return CellOutcome.failed(error);
    }
    if (end.failure() != null) {
      return CellOutcome.failed(errors.explain(cell, end.failure()));
    }
    return new CellOutcome(end.result(), null);
  }

  /** Takes what variables hold: JShell takes it for granted that the classes that hold it stay. */
  private void letGo(RunningCell cell) {
    String code = new Inventory(shell, this::analysis).emptying();
    if (blocks.isPresent() && !code.isEmpty()) {
      blocks.get().run(cell, List.of(new Piece(code, 0)), false);
      remote.takeFailure(); // of a cell that is being stopped
    }
  }

  private CellOutcome forget(RunningCell cell, CellOutcome outcome) throws InterruptedException {
    new Inventory(shell, this::analysis).forgetAll();
    remote.revive();
    if (cell.forgets == Forgets.WORKER) {
      try {
        succession.restart();
      } catch (IOException e) {
        return CellOutcome.failed(
            CellError.plain("WorkerError", "no new worker can be started: " + e.getMessage()));
      }
    }
    return outcome;
  }

  // ---- magics -------------------------------------------------------------------------------

  private boolean declares(String name) {
    return shell
        .snippets()
        .anyMatch(
            snippet ->
                snippet instanceof DeclarationSnippet declaration
                    && declaration.name().equals(name));
  }

  private MagicCatalog catalog() {
    if (catalog == null) {
      List<String> names = ask(FrameType.MAGICS, new Packet()).readTexts();
      catalog =
          new MagicCatalog(
              names, name -> Models.read(ask(FrameType.MODEL, new Packet().put(name))));
    }
    return catalog;
  }

  private Packet.Reader ask(FrameType question, Packet packet) {
    return remote.worker().wire().request(question, packet).join();
  }

  /** The magics, asking the worker when nobody did before. */
  public MagicCatalog magics() {
    lock.lock();
    try {
      return catalog();
    } finally {
      lock.unlock();
    }
  }

  // ---- the worker's death -------------------------------------------------------------------

  private static void awaitLastWords(CellPipes pipes) throws InterruptedException {
    try {
      pipes.awaitAfterDeath();
    } catch (IOException e) {
      throw new UncheckedIOException("the last output of the worker cannot be read", e);
    }
  }

  private void reviveIfGone(CellOutput output) throws InterruptedException {
    WorkerProcess worker = remote.worker();
    if (worker.hasEnded()) {
      CellError died = succession.mourn(worker, new Interruption());
      output.append(StreamName.STDERR, died.message() + "\n");
    }
  }

  // ---- from other threads -------------------------------------------------------------------

  /** Lets go of what JShell holds: it keeps the JDK's sources open once documentation was read. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      if (analysis != null) {
        names.goOn();
      }
      shell.close();
    } finally {
      lock.unlock();
    }
  }

  /** What ends the running cell early. */
  public Interrupts interrupts() {
    return interrupts;
  }

  /**
   * Publishes something between what the running cell wrote before a moment and what it wrote after
   * it; at once when the cell does not run any more.
   */
  public void atMoment(int id, int moment, Runnable publish) throws InterruptedException {
    Optional<RunningCell> running = interrupts.running(id);
    if (running.isEmpty()) {
      publish.run();
      return;
    }
    RunningCell cell = running.get();
    try {
      cell.pipes.awaitBoth(moment);
      publish.run();
    } finally {
      cell.pipes.shown(moment);
    }
  }

  /** Forgets all declarations when the running cell ends, and may start a new worker then. */
  public void forgetAfterCell(boolean restart) {
    interrupts
        .running()
        .ifPresent(cell -> cell.forgets = restart ? Forgets.WORKER : Forgets.DECLARATIONS);
  }

  /** What the notebook has declared, as {@link Inventory#declarations} says it. */
  public List<Map<String, String>> declarations() {
    lock.lock();
    try {
      return new Inventory(shell, this::analysis).declarations();
    } finally {
      lock.unlock();
    }
  }

  /** Lets cells use preview features of this Java from now on. */
  public void allowPreview() {
    lock.lock();
    try {
      if (preview.turnOn()) {
        blocks.ifPresent(Blocks::allowPreview);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Makes jars or folders known to the compiler and the worker. */
  public void addToClassPath(List<Path> entries) {
    lock.lock();
    try {
      for (Path entry : entries) {
        shell.addToClasspath(entry.toString());
        succession.addToClassPath(entry);
        classPath.add(entry);
      }
      setClassPath(files, classPath);
      blocks.ifPresent(Blocks::reset);
    } finally {
      lock.unlock();
    }
  }

  /** Imports classes of the class path; one of the same simple name is replaced. */
  public void importTypes(List<String> names) {
    lock.lock();
    try {
      for (String name : names) {
        importType(name);
      }
    } finally {
      lock.unlock();
    }
  }

  private void importType(String name) {
    String simple = name.substring(name.lastIndexOf('.') + 1);
    List<ImportSnippet> same =
        shell
            .imports()
            .filter(each -> !each.isStatic() && each.name().equals(simple))
            .filter(each -> shell.status(each).isDefined())
            .toList();
    if (same.stream().noneMatch(each -> each.fullname().equals(name))) {
      same.forEach(shell::drop); // JShell would keep both, and none of them could be used
      shell.eval("import " + name + ";");
    }
  }

  /** Whether the text is complete, and if not, how the next line should be indented. */
  public CellStatus isComplete(String code) {
    if (code.stripLeading().startsWith("%%")) {
      return CellStatus.ofCellMagic(code);
    }
    lock.lock();
    try {
      return CellStatus.of(analysis(), CellCutter.cut(code, this::catalog, this::declares).java());
    } catch (CellException e) {
      return CellStatus.COMPLETE; // what is wrong with the magic is shown
    } finally {
      lock.unlock();
    }
  }

  /** What may stand at the cursor. */
  public Completion.Matches complete(String code, int cursor) {
    Optional<ForeignText> foreign;
    lock.lock();
    try {
      foreign = ForeignText.at(this::catalog, code, cursor);
      if (foreign.isEmpty()) {
        imports.giveAll();
        return Completion.complete(
            analysisWithNames(), this::catalog, code, cursor, remote.worker().folder());
      }
    } finally {
      lock.unlock();
    }
    return foreign.get().complete(worker().wire());
  }

  /** What is known of the name at the cursor. */
  public Optional<Documentation> inspect(String code, int cursor) {
    Set<Path> lacking = new LinkedHashSet<>();
    Optional<Documentation> found = inspect(code, cursor, lacking);
    boolean more = !lacking.isEmpty() && documentation.fetch(lacking, worker().wire());
    return more ? inspect(code, cursor, lacking) : found;
  }

  private Optional<Documentation> inspect(String code, int cursor, Set<Path> lacking) {
    lock.lock();
    try {
      imports.giveAll();
      Inspection inspection = new Inspection(shell, analysisWithNames(), this::catalog, classPath);
      Optional<Documentation> found = inspection.at(code, cursor);
      lacking.addAll(inspection.lacking());
      return found;
    } finally {
      lock.unlock();
    }
  }

  /** The process that runs the cells. */
  public WorkerProcess worker() {
    return remote.worker();
  }
}
