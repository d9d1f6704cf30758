package dev.easel.openai;

import dev.easel.http.HttpRequest;
import dev.easel.spi.ImageWork;

/**
 * Work that is ready to be bought.
 *
 * @param work what is asked
 * @param model what the seller calls the model
 * @param request the paid request, still without a key
 */
record Order(ImageWork work, String model, HttpRequest request) {}
