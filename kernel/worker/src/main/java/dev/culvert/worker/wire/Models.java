package dev.culvert.worker.wire;

import dev.culvert.api.CommandModel;
import java.util.ArrayList;
import java.util.List;

/** Command models on the wire: a tree, parents before their subcommands. */
public final class Models {

  private Models() {}

  public static Packet toPacket(List<CommandModel> models) {
    Packet packet = new Packet();
    write(packet, models);
    return packet;
  }

  private static void write(Packet packet, List<CommandModel> models) {
    packet.put(models.size());
    for (CommandModel model : models) {
      packet.put(model.name()).put(model.summary()).put(model.help()).put(model.resultType());
      packet.put(model.rawText()).put(model.runsCell()).put(model.argument().ordinal());
      packet.put(model.functions());
      packet.put(model.options().size());
      for (CommandModel.Option option : model.options()) {
        packet.put(option.names()).put(option.summary()).put(option.takesValue());
        packet.put(option.values()).put(option.declares());
      }
      write(packet, model.subcommands());
    }
  }

  public static List<CommandModel> read(Packet.Reader in) {
    int count = in.readInt();
    List<CommandModel> models = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      models.add(
          new CommandModel(
              in.readText(),
              in.readText(),
              in.readText(),
              in.readText(),
              in.readBoolean(),
              in.readBoolean(),
              CommandModel.Argument.values()[in.readInt()],
              in.readMap(),
              readOptions(in),
              read(in)));
    }
    return models;
  }

  private static List<CommandModel.Option> readOptions(Packet.Reader in) {
    int count = in.readInt();
    List<CommandModel.Option> options = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      options.add(
          new CommandModel.Option(
              in.readTexts(), in.readText(), in.readBoolean(), in.readTexts(), in.readBoolean()));
    }
    return options;
  }
}
