package dev.easel.openai;

import dev.easel.http.json.Json;
import java.net.URI;
import java.util.Optional;

/** A seller whose ways are known. Each can be overridden by a setting. */
enum Preset {
  /** OpenAI itself. */
  OPENAI(
      Optional.of("https://api.openai.com/v1"),
      "/v1",
      "catalog-openai.json",
      "Authorization",
      "Bearer ",
      EditTransport.AUTO,
      ""),
  /** Lumenfall: results are URLs by default, edits are forms. */
  LUMENFALL(
      Optional.of("https://api.lumenfall.ai/openai/v1"),
      "/lumenfall/openai/v1",
      "catalog-lumenfall.json",
      "Authorization",
      "Bearer ",
      EditTransport.MULTIPART,
      "media.lumenfall.ai"),
  /** A resource of Azure OpenAI: its key has a header of its own. */
  AZURE(
      Optional.empty(),
      "/azure/openai",
      "catalog-azure.json",
      "api-key",
      "",
      EditTransport.MULTIPART,
      ""),
  /** Whatever else speaks the API. */
  COMPATIBLE(
      Optional.empty(),
      "/v1",
      "catalog-compatible.json",
      "Authorization",
      "Bearer ",
      EditTransport.MULTIPART,
      "");

  private final Optional<String> baseUrl;
  private final String sandboxPath;
  private final String catalog;
  private final String authHeader;
  private final String authPrefix;
  private final EditTransport editTransport;
  private final String resultHosts;

  Preset(
      Optional<String> baseUrl,
      String sandboxPath,
      String catalog,
      String authHeader,
      String authPrefix,
      EditTransport editTransport,
      String resultHosts) {
    this.baseUrl = baseUrl;
    this.sandboxPath = sandboxPath;
    this.catalog = catalog;
    this.authHeader = authHeader;
    this.authPrefix = authPrefix;
    this.editTransport = editTransport;
    this.resultHosts = resultHosts;
  }

  /** Where it answers; empty where every customer has a place of its own. */
  Optional<String> baseUrl() {
    return baseUrl;
  }

  /** Where the sandbox emulates it, in the form that names models by path or not. */
  String sandboxPath(boolean modelInPath) {
    return this == AZURE && !modelInPath ? sandboxPath + "/v1" : sandboxPath;
  }

  /** The document that says what it offers. */
  String catalog() {
    return catalog;
  }

  String authHeader() {
    return authHeader;
  }

  String authPrefix() {
    return authPrefix;
  }

  EditTransport editTransport() {
    return editTransport;
  }

  /** Where results may be fetched from that it links to, when it answers at this URL. */
  String resultHosts(URI base) {
    return this == COMPATIBLE ? base.getScheme() + "://" + base.getRawAuthority() : resultHosts;
  }

  /** What its keys begin with, if they all do. */
  Optional<String> keyPrefix() {
    return this == LUMENFALL ? Optional.of("lmnfl_") : Optional.empty();
  }

  /**
   * The error that it wrote itself. Of OpenAI and of Azure the form is known; that of others is
   * not, so that whatever says {@code error} is theirs.
   */
  Optional<ErrorBody> errorIn(Json answer) {
    return switch (this) {
      case OPENAI, AZURE -> ErrorBody.formal(answer);
      case LUMENFALL, COMPATIBLE -> ErrorBody.in(answer);
    };
  }

  /** Who it is, for people. */
  String seller() {
    return switch (this) {
      case OPENAI -> "OpenAI";
      case LUMENFALL -> "Lumenfall";
      case AZURE -> "Azure";
      case COMPATIBLE -> "the seller";
    };
  }

  /** Whether it is OpenAI itself, which alone may see a key of OpenAI's. */
  boolean isOpenAi() {
    return this == OPENAI;
  }
}
