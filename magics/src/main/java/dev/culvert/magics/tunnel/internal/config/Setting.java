package dev.culvert.magics.tunnel.internal.config;

import java.util.List;

/**
 * A value and where it was set.
 *
 * @param value the words, joined by blanks; commands as they were written
 * @param words the value word by word
 * @param place {@code FILE:LINE}, or {@code the command line}
 */
public record Setting(String value, List<String> words, String place) {}
