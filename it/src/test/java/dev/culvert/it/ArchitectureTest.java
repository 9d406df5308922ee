package dev.culvert.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The arrows of the house go one way. */
class ArchitectureTest {

  private static JavaClasses culvert;

  @BeforeAll
  static void read() {
    culvert =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.culvert");
  }

  private static void never(String from, String... to) {
    noClasses()
        .that()
        .resideInAPackage(from)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(to)
        .check(culvert);
  }

  @Test
  void theApiKnowsTheJdkAlone() {
    noClasses()
        .that()
        .resideInAPackage("dev.culvert.api..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("dev.culvert.api..", "java..", "javax..")
        .check(culvert);
  }

  @Test
  void theKernelKnowsNoSshNoJdbcAndNoMagic() {
    for (String kernel : new String[] {"dev.culvert.worker..", "dev.culvert.front.."}) {
      never(
          kernel,
          "org.apache.sshd..",
          "org.bouncycastle..",
          "java.sql..",
          "org.mariadb..",
          "org.dflib..",
          "picocli..",
          "dev.culvert.magics..",
          "dev.culvert.app..",
          "dev.culvert.embedded..");
    }
  }

  @Test
  void ofTheWorkerTheFrontKnowsTheWireAlone() {
    never("dev.culvert.front..", "dev.culvert.worker");
    never("dev.culvert.front..", "dev.culvert.worker.internal..");
    never("dev.culvert.worker..", "dev.culvert.front..", "dev.culvert.protocol..");
  }

  @Test
  void zmtpNeedsTheJdkAlone() {
    never(
        "dev.culvert.zmtp..", "dev.culvert.protocol..", "dev.culvert.client..", "com.fasterxml..");
  }

  @Test
  void inTheFrontArrowsGoDown() {
    never("dev.culvert.front.output..", "dev.culvert.front.remote..", "dev.culvert.front.engine..");
    never("dev.culvert.front.output..", "dev.culvert.zmtp..", "jdk.jshell..");
    never(
        "dev.culvert.front.remote..",
        "dev.culvert.front.engine..",
        "dev.culvert.front.transport..");
    never("dev.culvert.front.engine..", "dev.culvert.front.transport..", "dev.culvert.zmtp..");
    never("dev.culvert.front.transport..", "dev.culvert.front.output..", "dev.culvert.worker..");
  }

  @Test
  void magicsKnowTheKernelByItsApi() {
    never(
        "dev.culvert.magics..", "dev.culvert.front..", "dev.culvert.worker..", "dev.culvert.app..");
  }

  @Test
  void whatCellsSeeOfMagicsNeedsNoHiddenLibrary() {
    noClasses()
        .that()
        .resideInAPackage("dev.culvert.magics..")
        .and()
        .resideOutsideOfPackages("..internal..", "dev.culvert.magics.ijava..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "picocli..",
            "org.apache.sshd..",
            "org.bouncycastle..",
            "eu.maveniverse..",
            "org.tomlj..",
            "com.fasterxml..")
        .check(culvert);
  }

  @Test
  void packagesMakeNoCircles() {
    slices().matching("dev.culvert.front.(*)..").should().beFreeOfCycles().check(culvert);
    slices().matching("dev.culvert.magics.(*)..").should().beFreeOfCycles().check(culvert);
    slices().matching("dev.culvert.(*)..").should().beFreeOfCycles().check(culvert);
  }
}
