package dev.culvert.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.Cell;
import dev.culvert.api.MimeBundle;
import dev.culvert.api.UserError;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TerminalNotebookTest {

  private final StringWriter out = new StringWriter();
  private final TerminalNotebook terminal = new TerminalNotebook(new PrintWriter(out), null);

  @Test
  void valuesAreShownAsPlainText() {
    terminal.display(MimeBundle.text("plain").withHtml("<b>rich</b>"));
    terminal.display(MimeBundle.of("text/html", "<b>rich</b>"));
    terminal.display(7);

    assertThat(out.toString().lines()).containsExactly("plain", "(text/html)", "7");
  }

  @Test
  void withoutATerminalAQuestionIsAnErrorThatSaysWhatToDo() {
    assertThatThrownBy(() -> terminal.password("Password: "))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "cannot ask 'Password:': there is no terminal. Give it as an option or in a secrets"
                + " file, or run the command in a terminal.")
        .extracting(e -> ((UserError) e).name())
        .isEqualTo("InputUnavailable");
  }

  @Test
  void aShellHasNoVariables() {
    assertThat(terminal.variable("x")).isEmpty();
  }

  @Test
  void aHookThatWasTakenBackTwiceLeavesTheOthers() {
    Runnable hook = () -> {};
    Cell.Registration first = terminal.cell().onInterrupt(hook);
    terminal.cell().onInterrupt(hook);

    first.close();
    first.close();

    assertThat(terminal.hooks()).isEqualTo(1);
  }
}
