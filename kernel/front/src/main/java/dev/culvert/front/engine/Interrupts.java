package dev.culvert.front.engine;

import dev.culvert.front.remote.RemoteControl;
import dev.culvert.front.remote.WorkerProcess;
import dev.culvert.worker.wire.FrameType;
import dev.culvert.worker.wire.Packet;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Ends the running cell early. Safe from any thread.
 *
 * <p>Invariant: an interrupt that comes while its cell starts counts once, and one that comes when
 * its cell is over counts for no other.
 */
public final class Interrupts {

  private final RemoteControl remote;
  private volatile RunningCell running; // null between cells; set under this
  private int latest; // id of the cell that was interrupted last; guarded by this

  Interrupts(RemoteControl remote) {
    this.remote = remote;
  }

  synchronized void enter(RunningCell cell) {
    running = cell;
    if (latest == cell.id) { // it came before the cell was known here
      cell.interruption.ask();
    }
  }

  synchronized void leave() {
    running = null;
  }

  /** The cell that runs. */
  Optional<RunningCell> running() {
    return Optional.ofNullable(running);
  }

  /** The cell of this id, while it runs. */
  Optional<RunningCell> running(int id) {
    return running().filter(cell -> cell.id == id);
  }

  /**
   * Stops a cell, also one that is still being compiled or about to come. Asked once more, replaces
   * the worker when the cell still runs.
   */
  public void interrupt(int id) {
    RunningCell cell;
    boolean first;
    synchronized (this) {
      latest = id;
      cell = running;
      if (cell == null || cell.id != id) {
        return; // enter() will see it, or the cell is over
      }
      first = cell.interruption.ask();
    }
    WorkerProcess worker = remote.worker();
    if (first) {
      worker.wire().send(FrameType.INTERRUPT, new Packet().put(id));
    } else {
      CompletableFuture.delayedExecutor(cell.interruption.millisLeft(), TimeUnit.MILLISECONDS)
          .execute(() -> force(cell, worker));
    }
  }

  /**
   * Stops a cell that has had its time, by force when it does not stop.
   *
   * @return false when it is over already
   */
  public boolean expire(int id, Duration limit) {
    synchronized (this) {
      if (running == null || running.id != id) {
        return false;
      }
      running.interruption.expire(limit);
    }
    interrupt(id);
    interrupt(id);
    return true;
  }

  private void force(RunningCell cell, WorkerProcess worker) {
    if (running == cell && remote.worker() == worker) {
      cell.interruption.force();
      worker.killTree();
    }
  }
}
