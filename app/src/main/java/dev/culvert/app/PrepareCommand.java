package dev.culvert.app;

import dev.culvert.client.KernelException;
import picocli.CommandLine.Command;

/** {@code ./culvert prepare}: called by the launcher after a build; for people it is a no-op. */
@Command(
    name = "prepare",
    hidden = true,
    description = "Make the class-data archives that let the kernel start quickly.")
final class PrepareCommand implements Runnable {

  @Override
  public void run() {
    try {
      ClassDataArchives.make(Distribution.here().kernel(), KernelCommand.onThisJava());
    } catch (KernelException e) {
      throw new dev.culvert.api.UserError(
          "NotPrepared", "the kernel does not run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
