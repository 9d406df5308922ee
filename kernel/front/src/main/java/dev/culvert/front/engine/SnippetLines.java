package dev.culvert.front.engine;

import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;

/**
 * Lines of the class that JShell wraps around a snippet, back to lines of the snippet. JShell moves
 * parts of a snippet (an initializer into a method of its own), so lines are mapped one by one.
 */
final class SnippetLines {

  private final SnippetWrapper wrapper;

  SnippetLines(SnippetWrapper wrapper) {
    this.wrapper = wrapper;
  }

  /** The snippet's line, from 1, that the compiled line was made of; 1 when it was made of none. */
  int sourceLine(int compiledLine) {
    String wrapped = wrapper.wrapped();
    int start = 0;
    for (int line = 1; line < compiledLine; line++) {
      start = wrapped.indexOf('\n', start) + 1;
      if (start == 0) {
        return 1;
      }
    }
    int end = wrapped.indexOf('\n', start);
    for (int at = start; at < (end < 0 ? wrapped.length() : end); at++) {
      int source = wrapper.wrappedToSourcePosition(at);
      if (source >= 0 && wrapper.sourceToWrappedPosition(source) == at) {
        String before = wrapper.source().substring(0, Math.min(source, wrapper.source().length()));
        return (int) before.chars().filter(c -> c == '\n').count() + 1;
      }
    }
    return 1;
  }
}
