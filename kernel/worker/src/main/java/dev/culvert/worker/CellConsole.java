package dev.culvert.worker;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Stands where a cell says {@link java.io.Console}: the front weaves it in, since a worker has no
 * terminal and the class has no public constructor. Questions go to the front end, secrets unseen.
 *
 * <p>Public because cells must reach it; not meant for people. It has {@code Console}'s methods, up
 * to those of JDK 25.
 */
public final class CellConsole {

  private final Worker worker;

  CellConsole(Worker worker) {
    this.worker = worker;
  }

  public PrintWriter writer() {
    return new PrintWriter(System.out, true, StandardCharsets.UTF_8);
  }

  public Reader reader() {
    return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  }

  public CellConsole format(String format, Object... args) {
    System.out.format(format, args);
    return this;
  }

  public CellConsole format(Locale locale, String format, Object... args) {
    System.out.format(locale, format, args);
    return this;
  }

  public CellConsole printf(String format, Object... args) {
    return format(format, args);
  }

  public CellConsole printf(Locale locale, String format, Object... args) {
    return format(locale, format, args);
  }

  public CellConsole print(Object value) {
    System.out.print(value);
    return this;
  }

  public CellConsole println(Object value) {
    System.out.println(value);
    return this;
  }

  public CellConsole println() {
    System.out.println();
    return this;
  }

  public String readln(String prompt) {
    return worker.ask(prompt, false);
  }

  public String readln() {
    return readLine();
  }

  public String readLine() {
    return worker.ask("", false);
  }

  public String readLine(String format, Object... args) {
    return worker.ask(String.format(format, args), false);
  }

  public String readLine(Locale locale, String format, Object... args) {
    return worker.ask(String.format(locale, format, args), false);
  }

  public char[] readPassword() {
    return worker.ask("", true).toCharArray();
  }

  public char[] readPassword(String format, Object... args) {
    return worker.ask(String.format(format, args), true).toCharArray();
  }

  public char[] readPassword(Locale locale, String format, Object... args) {
    return worker.ask(String.format(locale, format, args), true).toCharArray();
  }

  public void flush() {
    System.out.flush();
  }

  public Charset charset() {
    return StandardCharsets.UTF_8;
  }

  /** Whether there is a terminal: there is none, there is a notebook. */
  public boolean isTerminal() {
    return false;
  }
}
