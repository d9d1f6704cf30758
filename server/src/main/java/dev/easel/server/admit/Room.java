package dev.easel.server.admit;

/**
 * What there is room for at the gRPC port.
 *
 * @param bytes of messages in memory
 * @param memory that connections read and write through
 * @param watch over that memory
 * @param connections that may be open
 */
public record Room(
    BytesInFlight bytes, DirectMemory memory, MemoryWatch watch, Connections connections) {}
