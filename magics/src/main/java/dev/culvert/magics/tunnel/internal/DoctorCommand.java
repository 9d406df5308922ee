package dev.culvert.magics.tunnel.internal;

import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.magics.internal.Profiles;
import dev.culvert.magics.internal.ResultType;
import dev.culvert.magics.tunnel.Diagnosis;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
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

  private static final String CLIENT = "--client";

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "[USER@]HOST[:PORT]",
      description = "The SSH server; or the name of an open or a saved tunnel.")
  private String server;

  @Mixin private ForwardOptions wanted;

  @Option(
      names = CLIENT,
      paramLabel = "HOST:PORT",
      description = "Where your client connects to: is that a tunnel's port?")
  private String client;

  @Mixin private LoginOptions login;

  private final OpenTunnels tunnels;
  private final Notebook notebook;
  private final Path profiles;

  DoctorCommand(OpenTunnels tunnels, Notebook notebook, Path profiles) {
    this.tunnels = tunnels;
    this.notebook = notebook;
    this.profiles = profiles;
  }

  @Override
  public Diagnosis call() {
    Map<String, List<String>> typed =
        OpenRequest.of(server, spec.commandLine().getParseResult(), Set.of(CLIENT)).settings();
    Optional<OpenRequest> named =
        tunnels
            .find(server)
            .map(open -> tunnels.request(server).with(typed))
            .or(
                () ->
                    Profiles.read(profiles, this::warn)
                        .find(Profiles.Kind.TUNNEL, server)
                        .map(profile -> OpenRequest.of(profile, typed)));
    return named.isPresent() ? examine(named.get()) : examine();
  }

  /** As if its words had been typed, less the one that only opening has. */
  private Diagnosis examine(OpenRequest request) {
    DoctorCommand whole = new DoctorCommand(tunnels, notebook, profiles);
    CommandLine commandLine = new CommandLine(whole).setExpandAtFiles(false);
    Map<String, List<String>> settings = new LinkedHashMap<>(request.settings());
    settings.remove("no-check");
    try {
      commandLine.parseArgs(
          new OpenRequest(request.server(), settings).words().toArray(String[]::new));
    } catch (ParameterException e) {
      throw new ParameterException(
          spec.commandLine(), "'" + server + "' is saved with: " + e.getMessage(), e);
    }
    whole.client = client;
    return whole.examine();
  }

  private Diagnosis examine() {
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
