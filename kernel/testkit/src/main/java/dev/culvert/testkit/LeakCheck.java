package dev.culvert.testkit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Makes every test of a class a leak test: threads, file descriptors and child processes that it
 * opened must be gone after it, and after the class.
 *
 * <p>Put it first ({@code @ExtendWith(LeakCheck.class)} on the class): it looks before all other
 * set-up and after all other clean-up. What a class opens once in {@code @BeforeAll} is allowed
 * during its tests and must be gone after the class. Tests of one class must not run side by side.
 */
public class LeakCheck
    implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long LOOK_AGAIN_NANOS = 20_000_000;
  private static final ExtensionContext.Namespace OURS =
      ExtensionContext.Namespace.create(LeakCheck.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    remember(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    remember(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    check(context, "test " + context.getDisplayName());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    check(context, "class " + context.getDisplayName());
  }

  private static void remember(ExtensionContext context) {
    context.getStore(OURS).put(context.getUniqueId(), Holdings.now());
  }

  private static void check(ExtensionContext context, String what) {
    Holdings base = context.getStore(OURS).get(context.getUniqueId(), Holdings.class);
    assertNoLeak(base, what, PATIENCE);
  }

  /** Waits until nothing is held beyond the base, or fails and names what is. */
  static void assertNoLeak(Holdings base, String what, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    List<String> leaked = Holdings.now().beyond(base);
    while (!leaked.isEmpty() && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      leaked = Holdings.now().beyond(base);
    }
    if (!leaked.isEmpty()) {
      throw new AssertionError(what + " leaked:\n  " + String.join("\n  ", leaked));
    }
  }

  /**
   * Looks only before and after the class: for tests that share something which opens and closes
   * things of its own between them, as a kernel does with its cells' pipes.
   */
  public static final class OfClass extends LeakCheck {
    @Override
    public void beforeEach(ExtensionContext context) {
      // What a test leaves behind shows after the class.
    }

    @Override
    public void afterEach(ExtensionContext context) {
      // What a test leaves behind shows after the class.
    }
  }
}
