package dev.culvert.zmtp;

import java.io.IOException;

/** A peer does not speak ZMTP as we do; its connection is closed. */
final class ZmtpException extends IOException {

  private static final long serialVersionUID = 1;

  ZmtpException(String message) {
    super(message);
  }
}
