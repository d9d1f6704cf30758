package dev.easel.server.blob;

import java.time.Duration;

/**
 * How uploads are taken.
 *
 * @param retention how long an upload is kept
 * @param maxOpen most uploads under way at one time
 */
public record UploadSettings(Duration retention, int maxOpen) {}
