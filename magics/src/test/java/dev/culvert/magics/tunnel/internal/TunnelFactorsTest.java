package dev.culvert.magics.tunnel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.magics.tunnel.Diagnosis;
import dev.culvert.magics.tunnel.Diagnosis.Check;
import dev.culvert.magics.tunnel.Tunnel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.keyboard.InteractiveChallenge;
import org.apache.sshd.server.auth.keyboard.KeyboardInteractiveAuthenticator;
import org.apache.sshd.server.auth.keyboard.PromptEntry;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.session.ServerSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Logins that take more than one step, or answers of a person. */
class TunnelFactorsTest extends TunnelTestCase {

  private SshServer server;

  @AfterEach
  void stopServer() throws IOException {
    if (server != null) {
      server.stop(true);
    }
  }

  @Test
  void twoKeysOneAfterTheOther() throws Exception {
    try (Sshd sshd = Sshd.start(folder, "AuthenticationMethods publickey,publickey")) {
      Path second = sshd.keygen("second", "-t", "ecdsa");
      sshd.authorize("second");
      List<String> words = new ArrayList<>(sshd.address());
      words.addAll(List.of("-i", sshd.file("id").toString()));
      assertThatThrownBy(() -> open(words.toArray(String[]::new)))
          .hasMessageContaining("(taken, and more is wanted)")
          .extracting("name")
          .isEqualTo("TUN-AUTH");

      words.addAll(List.of("-i", second.toString()));

      assertThat(open(words.toArray(String[]::new)).isUp()).isTrue();
    }
  }

  @Test
  void questionsAreAskedOneByOneAndThoseWithoutEchoAreSecret() throws Exception {
    start(new String[] {"Token: ", "Favourite\u001b[31m colour:"}, List.of("123456", "blue"));
    notebook.answer("123456").answer("blue");

    assertThat(connect().isUp()).isTrue();

    String asks = "127.0.0.1:" + server.getPort() + " asks (Second factor): ";
    assertThat(notebook.prompts)
        .containsExactly(asks + "Token: ", asks + "Favourite [31m colour: ");
  }

  @Test
  void aServerThatAsksTooMuchIsLeft() throws Exception {
    String[] prompts = new String[Questions.MOST_QUESTIONS + 1];
    Arrays.fill(prompts, "Again: ");
    start(prompts, List.of("nothing is right"));
    for (String prompt : prompts) {
      notebook.answer(prompt);
    }

    assertThatThrownBy(this::connect)
        .hasMessageContaining("more than 20 questions")
        .extracting("name")
        .isEqualTo("TUN-NEEDS-INPUT");
    assertThat(notebook.prompts).hasSize(Questions.MOST_QUESTIONS);
  }

  @Test
  void theDoctorSaysWhatTheServerAsksWhereNobodyAnswers() throws Exception {
    start(new String[] {"Token: "}, List.of("123456"));
    notebook.answer("123456");
    connect(); // from now on the server's key is known

    Diagnosis found = (Diagnosis) run(words("doctor"));

    assertThat(found.code()).contains("TUN-NEEDS-INPUT");
    assertThat(found.checks())
        .filteredOn(check -> check.name().equals("kex"))
        .singleElement()
        .satisfies(kex -> assertThat(kex.text()).startsWith("mlkem768x25519-sha256, "));
    Check last = found.checks().get(found.checks().size() - 1);
    assertThat(last.name()).isEqualTo("login");
    assertThat(last.text())
        .isEqualTo(
            "127.0.0.1:%1$d wants an answer, and nobody can be asked here: 127.0.0.1:%1$d asks (Second factor): Token:. Open the tunnel in a notebook or a terminal that takes input."
                .formatted(server.getPort()));
  }

  @Test
  void anInterruptOfTheDoctorEndsItAndSaysSo() throws Exception {
    start(new String[] {"Token: "}, List.of("123456"));
    notebook.answer("123456");
    connect();
    notebook.whenAsked = prompt -> notebook.interrupt();

    Diagnosis found = (Diagnosis) run(words("doctor"));

    assertThat(found.code()).contains("TUN-INTERRUPTED");
  }

  @Test
  void anInterruptWhileTheServerWaitsForAnAnswerEndsTheLogin() throws Exception {
    start(new String[] {"Token: "}, List.of("123456"));
    CountDownLatch asked = new CountDownLatch(1);
    ExecutorService cell = Executors.newSingleThreadExecutor();
    CountDownLatch interrupted = new CountDownLatch(1);
    notebook.whenAsked =
        prompt -> {
          asked.countDown();
          awaitQuietly(interrupted);
        };
    try {
      Future<?> opening =
          cell.submit(
              () -> {
                try {
                  return connect();
                } finally {
                  asked.countDown(); // a login that ends without asking must not hold up the test
                }
              });
      asked.await();
      notebook.interrupt();
      interrupted.countDown();
      assertThatThrownBy(opening::get).cause().extracting("name").isEqualTo("TUN-INTERRUPTED");
    } finally {
      cell.shutdown();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Tunnel connect() throws Exception {
    return (Tunnel) run(words("open"));
  }

  private String[] words(String command) {
    return new String[] {
      command,
      "ana@127.0.0.1:" + server.getPort(),
      "-F",
      "/dev/null",
      "-o",
      "StrictHostKeyChecking=accept-new",
      "--known-hosts",
      folder.resolve("known_hosts").toString()
    };
  }

  /** A server that asks the prompts and takes the right answers. */
  private void start(String[] prompts, List<String> right) throws IOException {
    server = javaServer();
    server.setUserAuthFactories(
        List.of(UserAuthPublicKeyFactory.INSTANCE, UserAuthKeyboardInteractiveFactory.INSTANCE));
    server.setPublickeyAuthenticator((user, key, session) -> false);
    server.setKeyboardInteractiveAuthenticator(
        new KeyboardInteractiveAuthenticator() {
          @Override
          public InteractiveChallenge generateChallenge(
              ServerSession session, String user, String lang, String subMethods) {
            InteractiveChallenge challenge = new InteractiveChallenge();
            challenge.setInteractionInstruction("Second factor");
            challenge.setInteractionName("");
            challenge.setLanguageTag("");
            for (String prompt : prompts) {
              challenge.addPrompt(new PromptEntry(prompt, prompt.startsWith("Fav")));
            }
            return challenge;
          }

          @Override
          public boolean authenticate(ServerSession session, String user, List<String> answers) {
            return answers.equals(right);
          }
        });
    server.start();
  }
}
