package dev.culvert.bench;

import dev.culvert.app.Distribution;
import dev.culvert.client.KernelException;
import dev.culvert.front.KernelConfig;
import dev.culvert.front.output.CellOutput;
import dev.culvert.front.output.CellPipes;
import dev.culvert.front.output.Iopub;
import dev.culvert.front.output.Outlet;
import dev.culvert.front.output.OutputOptions;
import dev.culvert.front.remote.WorkerListener;
import dev.culvert.front.remote.WorkerProcess;
import dev.culvert.protocol.Message;
import dev.culvert.worker.wire.Begin;
import dev.culvert.worker.wire.CellEnd;
import dev.culvert.worker.wire.FrameType;
import dev.culvert.worker.wire.Packet;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What a cell's pipes cost it, apart from all else: the front's classes and a real worker take the
 * steps that every cell takes around its code, without sockets, compiler and code. From the pair of
 * pipes that was made meanwhile to the moment when both are read up to the cell's end.
 */
final class PipeTimes {

  private static final int WARM_UPS = 1_000;
  private static final int CELLS = 2_000;

  private final WorkerProcess worker;
  private final Outlet outlet;
  private int cells;

  private PipeTimes(WorkerProcess worker, Outlet outlet) {
    this.worker = worker;
    this.outlet = outlet;
  }

  static Map<String, Double> round() throws KernelException, InterruptedException {
    ExecutorService readers = Executors.newCachedThreadPool();
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    try {
      WorkerProcess worker =
          new WorkerProcess(
              KernelConfig.workerOf(Distribution.here().kernel(), List.of()), readers, nobody());
      try {
        return new PipeTimes(worker, new Outlet(OutputOptions.of(Map.of()), timer)).figures();
      } finally {
        worker.end();
      }
    } catch (IOException | ExecutionException e) {
      throw new KernelException("a worker without cells does not answer: " + e, e);
    } finally {
      readers.shutdownNow();
      timer.shutdownNow();
    }
  }

  /** A cell without code has nothing to tell. */
  private static WorkerListener nobody() {
    return (WorkerListener)
        Proxy.newProxyInstance(
            PipeTimes.class.getClassLoader(),
            new Class<?>[] {WorkerListener.class},
            (proxy, method, arguments) -> {
              throw new IllegalStateException("an empty cell said " + method.getName());
            });
  }

  private Map<String, Double> figures() throws InterruptedException, ExecutionException {
    for (int i = 0; i < WARM_UPS; i++) {
      millisOfCell();
    }
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < CELLS; i++) {
      millis.add(millisOfCell());
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("start and end of a cell's pipes, p50, ms (bar: 1)", Work.quantile(millis, 0.5));
    figures.put("start and end of a cell's pipes, p99, ms (bar: 6)", Work.quantile(millis, 0.99));
    return figures;
  }

  private double millisOfCell() throws InterruptedException, ExecutionException {
    int cell = ++cells;
    CellOutput output =
        new CellOutput(cell, Message.request("execute_request", "", Map.of()), nowhere(), outlet);
    long begun = System.nanoTime();
    CellPipes pipes = worker.takePipes().orElseThrow();
    pipes.attach(output);
    worker
        .wire()
        .send(FrameType.BEGIN, new Begin(cell, cell, pipes.serial(), List.of()).toPacket());
    Packet.Reader end = worker.wire().request(FrameType.END, new Packet()).get();
    pipes.awaitBoth(CellEnd.read(end).moment());
    return (System.nanoTime() - begun) / 1e6;
  }

  private static Iopub nowhere() {
    return (parent, type, content) -> {
      throw new IllegalStateException("an empty cell published " + type);
    };
  }
}
