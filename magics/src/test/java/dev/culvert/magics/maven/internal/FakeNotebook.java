package dev.culvert.magics.maven.internal;

import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Keeps what is added to the class path and what is shown; of the rest it has nothing. */
final class FakeNotebook {

  final List<Path> classPath = new ArrayList<>();
  final List<String> shown = new ArrayList<>();

  Notebook notebook() {
    return (Notebook)
        Proxy.newProxyInstance(
            Notebook.class.getClassLoader(),
            new Class<?>[] {Notebook.class},
            (proxy, method, args) -> {
              switch (method.getName()) {
                case "display", "update" -> {
                  String verb = args.length == 2 ? method.getName() + " " : "";
                  shown.add(verb + ((MimeBundle) args[0]).data().get("text/plain"));
                }
                case "addToClassPath" ->
                    ((List<?>) args[0]).forEach(entry -> classPath.add((Path) entry));
                default -> {
                  return InvocationHandler.invokeDefault(proxy, method, args);
                }
              }
              return null;
            });
  }
}
