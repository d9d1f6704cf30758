package dev.easel.sandbox.openai;

/**
 * A request in OpenAI's own words.
 *
 * @param parameters what is asked for
 * @param delivery what of the seller's own words the answer needs to know
 */
record Translated(Parameters parameters, Delivery delivery) {}
