package dev.culvert.magics.maven.internal;

/** How far the resolver goes for an artifact. */
enum Network {
  /** The local repository alone. */
  NONE,
  /** What is not in the local repository is fetched; SNAPSHOTs are looked for once a day. */
  USUAL,
  /** As {@link #USUAL}, and newer SNAPSHOTs are looked for now. */
  UPDATE;

  /** What the options of a command choose. */
  static Network of(boolean offline, boolean update) {
    return offline ? NONE : update ? UPDATE : USUAL;
  }
}
