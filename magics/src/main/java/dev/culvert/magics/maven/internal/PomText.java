package dev.culvert.magics.maven.internal;

import dev.culvert.api.UserError;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Makes a whole POM of what is written in a cell: of one, or of elements copied from one. */
final class PomText {

  private static final String PROJECT = "project";
  private static final String HEAD =
      "<modelVersion>4.0.0</modelVersion><groupId>notebook</groupId>"
          + "<artifactId>cell</artifactId><version>1</version><packaging>pom</packaging>";

  private PomText() {}

  /**
   * A POM.
   *
   * @throws UserError if the text is no XML, with the line of the cell
   */
  static String whole(String body) {
    String text = body.strip();
    if (text.startsWith("<?xml") || text.startsWith("<" + PROJECT)) {
      String from = body.stripLeading(); // a declaration has to come first
      parse(from, body.substring(0, body.length() - from.length()).lines().count());
      return text;
    }
    // On one line with the first of the text, so that lines in errors are the cell's.
    Document document = parse("<" + PROJECT + ">" + HEAD + body + "</" + PROJECT + ">", 0);
    Element project = document.getDocumentElement();
    gather(project, "dependency", "dependencies");
    gather(project, "repository", "repositories");
    return written(document);
  }

  /** Puts elements that stand alone into the one that holds them in a POM. */
  private static void gather(Element project, String name, String holder) {
    List<Node> loose = children(project, name);
    if (loose.isEmpty()) {
      return;
    }
    List<Node> holders = children(project, holder);
    Node into =
        holders.isEmpty()
            ? project.appendChild(project.getOwnerDocument().createElement(holder))
            : holders.get(0);
    loose.forEach(into::appendChild);
  }

  private static List<Node> children(Element parent, String name) {
    List<Node> found = new ArrayList<>();
    for (Node each = parent.getFirstChild(); each != null; each = each.getNextSibling()) {
      if (each.getNodeName().equals(name)) {
        found.add(each);
      }
    }
    return found;
  }

  /**
   * @param above how many lines of the body stand above the text
   */
  private static Document parse(String xml, long above) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new Strict());
      return builder.parse(new InputSource(new StringReader(xml)));
    } catch (SAXParseException e) {
      throw new UserError(
          "MavenError",
          "%loadFromPOM: line "
              + (1 + above + e.getLineNumber())
              + " of this cell is no XML: "
              + e.getMessage(),
          e);
    } catch (SAXException e) { // the JDK's parser has no better words for a DOCTYPE within
      throw new UserError(
          "MavenError", "%loadFromPOM: this cell is neither a POM nor elements of one.", e);
    } catch (IOException | ParserConfigurationException e) {
      throw new IllegalStateException(e); // of a text in memory, by the JDK's own parser
    }
  }

  private static String written(Document document) {
    try {
      Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
      transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      StringWriter out = new StringWriter();
      transformer.transform(new DOMSource(document), new StreamResult(out));
      return out.toString();
    } catch (TransformerException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The default one prints. */
  private static final class Strict implements ErrorHandler {
    @Override
    public void warning(SAXParseException e) {}

    @Override
    public void error(SAXParseException e) throws SAXException {
      throw e;
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      throw e;
    }
  }
}
