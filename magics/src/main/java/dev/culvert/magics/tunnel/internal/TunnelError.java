package dev.culvert.magics.tunnel.internal;

import dev.culvert.api.UserError;

/**
 * Why a tunnel could not be opened or used. The name is a code, one for each step that can fail.
 */
class TunnelError extends UserError {

  enum Code {
    NAME,
    CONFIG,
    JUMP_LOOP,
    PROXY,
    DNS,
    TCP,
    BANNER,
    KEX,
    HOSTKEY,
    HOSTKEY_CHANGED,
    KEY,
    KEY_UNAUTHORISED,
    KEY_PRIVATE,
    KEY_BLOCKED,
    CERT,
    AUTH,
    AUTH_MAX,
    AUTH_NO_PASSWORD,
    AUTH_ROOT,
    NEEDS_INPUT,
    BIND,
    BIND_REMOTE,
    CLIENT_PORT,
    DB_OPEN,
    TARGET_PROHIBITED,
    TARGET_REFUSED,
    TARGET_UNREACHABLE,
    TARGET_TIMEOUT,
    TARGET_SPEAKS_NOT,
    COMMAND,
    LOST,
    INTERRUPTED;

    /** As users see it: {@code TUN-HOSTKEY-CHANGED}. */
    String text() {
      return "TUN-" + name().replace('_', '-');
    }
  }

  private final transient Code code;

  TunnelError(Code code, String message, Throwable cause) {
    super(code.text(), message, cause);
    this.code = code;
  }

  TunnelError(Code code, String message) {
    this(code, message, null);
  }

  Code code() {
    return code;
  }
}
