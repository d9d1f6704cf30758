package dev.easel.http;

/** How far an exchange has come. */
enum Stage {
  NAME,
  CONNECT,
  TLS,
  SENDING,
  WAITING,
  READING
}
