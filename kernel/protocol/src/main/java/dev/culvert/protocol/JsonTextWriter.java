package dev.culvert.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.jr.ob.JacksonJrExtension;
import com.fasterxml.jackson.jr.ob.api.ExtensionContext;
import com.fasterxml.jackson.jr.ob.api.ReaderWriterProvider;
import com.fasterxml.jackson.jr.ob.api.ValueWriter;
import com.fasterxml.jackson.jr.ob.impl.JSONWriter;
import java.io.IOException;

/** Has a {@link JsonText} written as the text it is. */
final class JsonTextWriter implements ValueWriter {

  static final JacksonJrExtension EXTENSION =
      new JacksonJrExtension() {
        @Override
        protected void register(ExtensionContext context) {
          context.insertProvider(new Provider());
        }
      };

  private static final class Provider extends ReaderWriterProvider {
    @Override
    public ValueWriter findValueWriter(JSONWriter context, Class<?> type) {
      return type == JsonText.class ? new JsonTextWriter() : null;
    }
  }

  @Override
  public void writeValue(JSONWriter context, JsonGenerator json, Object value) throws IOException {
    JsonText text = (JsonText) value;
    json.writeRawUTF8String(text.bytes(), 0, text.length());
  }

  @Override
  public Class<?> valueType() {
    return JsonText.class;
  }
}
