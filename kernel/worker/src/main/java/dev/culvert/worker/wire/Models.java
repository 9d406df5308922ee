package dev.culvert.worker.wire;

import dev.culvert.api.CommandModel;
import java.util.ArrayList;
import java.util.List;

/** A command model on the wire: a tree, parents before their subcommands. */
public final class Models {

  private Models() {}

  public static Packet toPacket(CommandModel model) {
    Packet packet = new Packet();
    write(packet, model);
    return packet;
  }

  private static void write(Packet packet, CommandModel model) {
    packet.put(model.name()).put(model.summary()).put(model.help()).put(model.resultType());
    packet.put(model.rawText()).put(model.runsCell()).put(model.argument().ordinal());
    packet.put(model.functions());
    packet.put(model.options().size());
    for (CommandModel.Option option : model.options()) {
      packet.put(option.names()).put(option.summary()).put(option.takesValue());
      packet.put(option.values()).put(option.value().ordinal());
    }
    packet.put(model.subcommands().size());
    model.subcommands().forEach(below -> write(packet, below));
  }

  public static CommandModel read(Packet.Reader in) {
    return new CommandModel(
        in.readText(),
        in.readText(),
        in.readText(),
        in.readText(),
        in.readBoolean(),
        in.readBoolean(),
        CommandModel.Argument.values()[in.readInt()],
        in.readMap(),
        readOptions(in),
        readSubcommands(in));
  }

  private static List<CommandModel> readSubcommands(Packet.Reader in) {
    int count = in.readInt();
    List<CommandModel> models = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      models.add(read(in));
    }
    return models;
  }

  private static List<CommandModel.Option> readOptions(Packet.Reader in) {
    int count = in.readInt();
    List<CommandModel.Option> options = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      options.add(
          new CommandModel.Option(
              in.readTexts(),
              in.readText(),
              in.readBoolean(),
              in.readTexts(),
              CommandModel.Argument.values()[in.readInt()]));
    }
    return options;
  }
}
