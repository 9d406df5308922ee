package dev.culvert.front;

import dev.culvert.protocol.ConnectionInfo;
import dev.culvert.testkit.TestKernel;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A kernel that the tests of a class share; in a static field of it. */
final class SharedKernel implements BeforeAllCallback, AfterAllCallback {

  private final Supplier<InProcessKernel> start;
  private InProcessKernel kernel;

  SharedKernel(String... workerOptions) {
    this(() -> new InProcessKernel(workerOptions));
  }

  SharedKernel(Supplier<InProcessKernel> start) {
    this.start = start;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    kernel = start.get();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    kernel.close();
  }

  TestKernel client() {
    return kernel.client();
  }

  ConnectionInfo connection() {
    return kernel.connection();
  }
}
