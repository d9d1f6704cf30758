package dev.easel.spi;

/**
 * That an offering takes a seller's key of the caller's own.
 *
 * @param metadata name of the call metadata that carries it, such as {@code easel-openai-api-key}
 * @param required whether a call without one is refused
 */
public record CallerKey(String metadata, boolean required) {}
