package dev.easel.server.cli;

import dev.easel.v1.Image;
import java.nio.file.Path;

/**
 * An image on this machine.
 *
 * @param file where
 * @param image what
 */
record SavedImage(Path file, Image image) {}
