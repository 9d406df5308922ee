package dev.culvert.magics.tunnel.internal;

import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.magics.internal.ResultType;
import dev.culvert.magics.tunnel.Diagnosis;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code %tunnel doctor}. Changes nothing: no host key is trusted, no port is opened. */
@ResultType(Diagnosis.class)
@Command(
    name = "doctor",
    description = "Checks the way to a target step by step, and says what to do where it fails.")
final class DoctorCommand implements Callable<Diagnosis> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "[USER@]HOST[:PORT]", description = "The SSH server.")
  private String server;

  @Mixin private ForwardOptions wanted;

  @Option(
      names = "--client",
      paramLabel = "HOST:PORT",
      description = "Where your client connects to: is that a tunnel's port?")
  private String client;

  @Mixin private LoginOptions login;

  private final OpenTunnels tunnels;
  private final Notebook notebook;

  DoctorCommand(OpenTunnels tunnels, Notebook notebook) {
    this.tunnels = tunnels;
    this.notebook = notebook;
  }

  @Override
  public Diagnosis call() {
    Destination destination = Destination.parse(server);
    login
        .check(destination)
        .ifPresent(
            wrong -> {
              throw new ParameterException(spec.commandLine(), wrong);
            });
    Doctor.Question question =
        new Doctor.Question(
            wanted.forwards().locals().stream().filter(each -> !each.isSocks()).toList(),
            login.withPassword(),
            client == null ? null : HostPort.parse(client, "--client"));
    Doctor doctor = new Doctor(notebook);
    try {
      WayFinder.Way way = login.way(destination, login.keys(), notebook, this::warn);
      try {
        doctor.examine(way, question, tunnels);
      } finally {
        way.hops().forEach(hop -> hop.credentials().close());
      }
    } catch (TunnelError e) {
      doctor.failed(e);
    }
    return new Found(doctor.checks());
  }

  private void warn(String warning) {
    notebook.display(MimeBundle.text("warning: " + warning));
  }

  /** The checks, and how they look. */
  private record Found(List<Check> checks) implements Diagnosis {

    @Override
    public MimeBundle toMimeBundle() {
      List<List<String>> rows = new ArrayList<>();
      for (Check check : checks) {
        rows.add(
            List.of(
                check.passed() ? "PASS" : "FAIL",
                check.name(),
                check.millis() + " ms",
                check.passed() ? check.text() : check.code() + ": " + check.text()));
      }
      return new TextTable(List.of("", "check", "took", "found"), rows).toMimeBundle();
    }

    @Override
    public String toString() {
      return toMimeBundle().data().get("text/plain");
    }
  }
}
