package dev.easel.server.domain;

/** Why a job is to end before its work does. */
public enum Stop {
  /** Its caller said so. */
  CANCELLED_BY_CALLER,
  /** The provider took longer than allowed. */
  EXECUTION_TIMEOUT
}
