package dev.easel.http;

/**
 * One server-sent event.
 *
 * @param type its {@code event} field; {@code message} without one
 * @param data its {@code data} fields, joined by line feeds
 */
public record ServerEvent(String type, String data) {}
