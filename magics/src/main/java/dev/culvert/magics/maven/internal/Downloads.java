package dev.culvert.magics.maven.internal;

import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import java.util.Locale;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferEvent;
import org.eclipse.aether.transfer.TransferResource;

/**
 * Shows how far downloading has come, once it has taken a second: one line that changes at most
 * once a second. Called by all threads of the resolver.
 */
final class Downloads extends AbstractTransferListener {

  private static final long SECOND = 1_000_000_000L;
  private static final String METADATA = "maven-metadata";

  private final Notebook notebook;
  private final LongSupplier clock;
  private final String id = "maven-progress-" + UUID.randomUUID();

  // Guarded by this.
  private final long begun;
  private long next;
  private long bytes;
  private int files;
  private boolean shown;

  /**
   * @param clock nanoseconds since some moment
   */
  Downloads(Notebook notebook, LongSupplier clock) {
    this.notebook = notebook;
    this.clock = clock;
    this.begun = clock.getAsLong();
    this.next = begun + SECOND;
  }

  @Override
  public synchronized void transferProgressed(TransferEvent event) {
    bytes += event.getDataLength();
    long now = clock.getAsLong();
    if (now - next >= 0) {
      next = now + SECOND;
      show("Downloading " + amount(event.getResource(), event.getTransferredBytes()), now);
    }
  }

  @Override
  public synchronized void transferSucceeded(TransferEvent event) {
    if (!event.getResource().getResourceName().contains(METADATA)) {
      files++;
    }
  }

  /** What is shown, if anything is, says what it came to. */
  synchronized void end() {
    if (shown) {
      show("Downloaded", clock.getAsLong());
    }
  }

  private void show(String what, long now) {
    String text =
        String.format(
            Locale.ROOT,
            "%s: %d %s, %s in %.1f s",
            what,
            files,
            files == 1 ? "file" : "files",
            size(bytes),
            (now - begun) / (double) SECOND);
    MimeBundle line = MimeBundle.text(text);
    if (shown) {
      notebook.update(line, id);
    } else {
      notebook.display(line, id);
      shown = true;
    }
  }

  private static String amount(TransferResource resource, long there) {
    String path = resource.getResourceName();
    String name = path.substring(path.lastIndexOf('/') + 1);
    long all = resource.getContentLength();
    return all <= 0 ? name : name + " (" + 100 * there / all + " %)";
  }

  private static String size(long bytes) {
    return bytes < 1_000_000
        ? (bytes + 999) / 1000 + " kB"
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
