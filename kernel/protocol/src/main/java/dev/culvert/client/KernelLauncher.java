package dev.culvert.client;

import dev.culvert.protocol.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** How a client starts its kernel. Used by one thread, for one or more starts. */
public final class KernelLauncher {

  final KernelSpec spec;
  final Map<String, String> environment = new LinkedHashMap<>();
  Path directory;
  Duration startPatience = Duration.ofSeconds(60);
  Duration answerPatience = Duration.ofSeconds(30);
  Duration closePatience = Duration.ofSeconds(10);
  Consumer<Message> strays = message -> {};

  KernelLauncher(KernelSpec spec) {
    this.spec = Objects.requireNonNull(spec);
  }

  /** The kernel's working directory; by default this process's own. */
  public KernelLauncher directory(Path value) {
    directory = value;
    return this;
  }

  /** One more variable of the kernel's environment. */
  public KernelLauncher environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** How long the kernel may take to answer its first kernel_info request. */
  public KernelLauncher startWithin(Duration value) {
    startPatience = value;
    return this;
  }

  /** How long other requests than cells may take. */
  public KernelLauncher answerWithin(Duration value) {
    answerPatience = value;
    return this;
  }

  /** How long the kernel may take to end when asked to. */
  public KernelLauncher closeWithin(Duration value) {
    closePatience = value;
    return this;
  }

  /** Takes iopub messages that belong to no cell of this client; called on the event thread. */
  public KernelLauncher strays(Consumer<Message> value) {
    strays = Objects.requireNonNull(value);
    return this;
  }

  /** Starts the kernel and waits until it answers. */
  public KernelClient start() throws KernelException, InterruptedException {
    return KernelClient.start(this);
  }
}
