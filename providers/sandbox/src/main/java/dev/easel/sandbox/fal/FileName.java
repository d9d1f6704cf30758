package dev.easel.sandbox.fal;

import dev.easel.sandbox.picture.Encoding;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name of a produced file; as hard to guess as the request's id. */
record FileName(String requestId, int index, Encoding encoding) {

  private static final Pattern FORM = Pattern.compile("([0-9a-f-]{36})_([0-9])\\.([a-z]+)");

  static Optional<FileName> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Arrays.stream(Encoding.values())
        .filter(encoding -> encoding.extension().equals(matcher.group(3)))
        .map(encoding ->
            new FileName(matcher.group(1), Integer.parseInt(matcher.group(2)), encoding))
        .findFirst();
  }

  String text() {
    return requestId + "_" + index + "." + encoding.extension();
  }
}
