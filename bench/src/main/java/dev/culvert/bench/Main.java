package dev.culvert.bench;

import dev.culvert.client.KernelException;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./culvert bench}. */
@Command(
    name = "culvert bench",
    mixinStandardHelpOptions = true,
    description = "Measure Culvert beside ipykernel and JJava, in one run.",
    footer = {"", "Exit code 1 when output is missing or wrong."})
public final class Main implements Callable<Integer> {

  @Parameters(
      paramLabel = "WORK",
      description =
          "startup, latency, questions, growth, output, flood, print, logging, sql; all of them when none"
              + " is named.")
  private List<Work> works = List.of(Work.values());

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Rounds, each kernel once in each (default: ${DEFAULT-VALUE}).")
  private int runs = 5;

  @Option(names = "--markdown", paramLabel = "FILE", description = "Write the table here too.")
  private Path markdown;

  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Main())
            .addSubcommand("tunnel", new TunnelBench())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(args));
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    PrintStream progress = System.err;
    List<Peer> peers = Peer.found();
    for (String missing : List.of("ipykernel", "JJava")) {
      if (peers.stream().noneMatch(peer -> peer.name().equals(missing))) {
        progress.println(missing + " is not on the PATH's Jupyter: left out");
      }
    }
    Map<String, Map<String, List<Double>>> figures = new LinkedHashMap<>(); // work, peer, rounds
    Agreement agreement = new Agreement();
    int code = 0;
    try {
      for (Work work : works) {
        for (int round = 1; round <= runs; round++) {
          for (Peer peer : peers) {
            progress.println(work + ", round " + round + " of " + runs + ": " + peer.name());
            work.round(peer, agreement)
                .forEach(
                    (name, value) ->
                        figures
                            .computeIfAbsent(name, key -> new LinkedHashMap<>())
                            .computeIfAbsent(peer.name(), key -> new ArrayList<>())
                            .add(value));
          }
        }
      }
    } catch (KernelException e) {
      progress.println("culvert: " + e.getMessage() + "; what was measured before:");
      code = 1;
    }
    String table = table(peers, figures);
    System.out.print(table);
    if (markdown != null) {
      Files.writeString(markdown, table);
    }
    return code;
  }

  private String table(List<Peer> peers, Map<String, Map<String, List<Double>>> figures) {
    StringBuilder table = new StringBuilder("| work |");
    peers.forEach(peer -> table.append(' ').append(peer.name()).append(" |"));
    peers.stream()
        .skip(1)
        .forEach(peer -> table.append(" ratio to ").append(peer.name()).append(" |"));
    table.append("\n|---|").append("---|".repeat(2 * peers.size() - 1)).append('\n');
    figures.forEach((work, rounds) -> table.append(row(work, peers, rounds)));
    return table
        .append(
            String.format(
                Locale.ROOT,
                "%nMedians of %d rounds. Java %s, %d cores, load average %.2f at the end.%n",
                runs,
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()))
        .toString();
  }

  private static String row(String work, List<Peer> peers, Map<String, List<Double>> rounds) {
    StringBuilder row = new StringBuilder("| " + work + " |");
    for (Peer peer : peers) {
      List<Double> values = rounds.get(peer.name());
      row.append(values == null ? " - |" : " " + figure(median(values)) + " |");
    }
    double ours = median(rounds.get("Culvert"));
    for (Peer peer : peers.subList(1, peers.size())) {
      List<Double> values = rounds.get(peer.name());
      row.append(
          values == null ? " - |" : String.format(Locale.ROOT, " %.2f |", ours / median(values)));
    }
    return row.append('\n').toString();
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, value < 1 ? "%.3f" : "%.1f", value);
  }

  private static double median(List<Double> values) {
    return Work.quantile(values, 0.5);
  }
}
