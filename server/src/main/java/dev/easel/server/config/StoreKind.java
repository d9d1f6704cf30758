package dev.easel.server.config;

/** Where jobs are kept. */
public enum StoreKind {
  /** In a database in the data folder. */
  SQLITE,
  /** In a database that other servers may share. */
  POSTGRES,
  /** In memory: gone when the process ends. */
  MEMORY
}
