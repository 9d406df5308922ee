package dev.culvert.magics.sql.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.UserError;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {

  @Test
  void readsHostPortDatabaseUserAndOptions() {
    ServerAddress address =
        parse("jdbc:mariadb://db.example.org:3307/my%20shop?user=ana&useCompression=true");
    assertThat(address.hostAndPort()).isEqualTo("db.example.org:3307");
    assertThat(address.database()).isEqualTo("my shop");
    assertThat(address.user()).contains("ana");
    assertThat(address.options()).isEqualTo(Map.of("useCompression", "true"));
    assertThat(address.isMySqlUrl()).isFalse();
  }

  @Test
  void fillsInWhatIsLeftOut() {
    assertThat(parse("mariadb://db").hostAndPort()).isEqualTo("db:3306");
    assertThat(parse("mysql://db/").database()).isEmpty();
    assertThat(parse("JDBC:MySQL://db").isMySqlUrl()).isTrue();
  }

  @Test
  void knowsLoopback() {
    assertThat(parse("mariadb://[::1]:3306/x").isLoopback()).isTrue();
    assertThat(parse("mariadb://[::1]:3306/x").hostAndPort()).isEqualTo("[::1]:3306");
    assertThat(parse("mariadb://LOCALHOST").isLoopback()).isTrue();
    assertThat(parse("mariadb://127.1.2.3").isLoopback()).isTrue();
    assertThat(parse("mariadb://127.0.0.1.evil.example").isLoopback()).isFalse();
    assertThat(parse("mariadb://127.evil.example").isLoopback()).isFalse();
    assertThat(parse("mariadb://db").isLoopback()).isFalse();
  }

  @Test
  void readsSeveralServersAndHowOneIsChosen() {
    ServerAddress address =
        parse("jdbc:mariadb:replication://a:3307,[::1],b.example/shop?useCompression=true");
    assertThat(address.several().orElseThrow())
        .isEqualTo(
            new ServerAddress.Several(
                "replication", List.of("a:3307", "[::1]:3306", "b.example:3306")));
    assertThat(address.url())
        .isEqualTo("jdbc:mariadb:replication://a:3307,[::1]:3306,b.example:3306/shop");
    assertThat(address.database()).isEqualTo("shop");
    assertThat(address.options()).isEqualTo(Map.of("useCompression", "true"));
    assertThat(address.isLoopback()).isFalse();
    assertThat(parse("jdbc:mariadb:sequential://[::1],localhost:1/x").isLoopback()).isTrue();
    assertThat(parse("jdbc:mariadb:load-balance-read://a/x").shown())
        .isEqualTo("load-balance-read a:3306");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mariadb://u:HUNTER2@db/x",
        "jdbc:mariadb://db/x?password=HUNTER2",
        "jdbc:mariadb://db/x?trustStorePassword=HUNTER2",
        "jdbc:mariadb://db:HUNTER2/x",
        "jdbc:mariadb:replicaton://db/HUNTER2",
        "jdbc:mariadb://db,HUNTER2/x",
        "jdbc:mariadb://address=(host=db)(password=HUNTER2)/x",
        "jdbc:mariadb://db/x?a=%ZZHUNTER2",
        "jdbc:oracle:thin:HUNTER2",
        "jdbc:mariadb:sequential://db,,db2/HUNTER2",
        "jdbc:mariadb:sequential://db,HUNTER2:999999/x",
        "jdbc:mariadb:///HUNTER2",
        "jdbc:mariadb://db:999999/HUNTER2"
      })
  void refusesWithoutQuotingTheUrl(String url) {
    assertThatThrownBy(() -> parse(url))
        .isInstanceOf(UserError.class)
        .hasMessageNotContaining("HUNTER2");
  }

  private static ServerAddress parse(String url) {
    return ServerAddress.parse(url, Map.of());
  }
}
