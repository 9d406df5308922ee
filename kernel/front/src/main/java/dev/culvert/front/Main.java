package dev.culvert.front;

import dev.culvert.protocol.ConnectionInfo;
import dev.culvert.protocol.ProtocolException;
import dev.culvert.worker.wire.NioProvider;
import java.io.IOException;
import java.nio.file.Path;

/** Starts a kernel for the connection file that Jupyter names. */
public final class Main {

  private static final int FAILED = 1;
  private static final int USAGE = 2;

  private Main() {}

  public static void main(String[] args) throws InterruptedException {
    if (args.length != 1) {
      fail(USAGE, "usage: java -jar culvert-front.jar CONNECTION_FILE");
    }
    if (ModuleLayer.boot().findModule("jdk.jshell").isEmpty()) {
      fail(
          FAILED,
          "this Java at "
              + System.getProperty("java.home")
              + " has no jdk.jshell module: it is a runtime, not a JDK. Install a JDK 17 or newer"
              + " and run ./culvert install --java HOME --replace.");
    }
    NioProvider.takeOwn();
    try (Kernel kernel =
        Kernel.start(() -> ConnectionInfo.read(Path.of(args[0])), KernelConfig.installed())) {
      endWithParent(kernel);
      kernel.awaitShutdown();
    } catch (ProtocolException e) {
      fail(FAILED, e.getMessage());
    } catch (IOException e) {
      fail(FAILED, "the kernel cannot start: " + e.getMessage());
    }
    System.exit(0); // user-visible work is done; no thread of a library may hold the process
  }

  /** Jupyter names its process to kernels, so that they do not outlive it. */
  private static void endWithParent(Kernel kernel) {
    String parent = System.getenv("JPY_PARENT_PID");
    if (parent != null && parent.matches("\\d+")) {
      ProcessHandle.of(Long.parseLong(parent))
          .ifPresent(process -> process.onExit().thenRun(kernel::requestShutdown));
    }
  }

  private static void fail(int code, String message) {
    System.err.println("culvert: " + message);
    System.exit(code);
  }
}
