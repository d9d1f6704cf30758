package dev.easel.spi;

/** What a seller meters. The wire name is what a caller sees as the unit of a cost line. */
public enum Meter {
  /** A delivered image. */
  IMAGE("image"),
  /** A token of the prompt. */
  INPUT_TEXT_TOKEN("input_text_token"),
  /** A token of a source image. */
  INPUT_IMAGE_TOKEN("input_image_token"),
  /** A token that the model wrote while it reasoned. */
  OUTPUT_TEXT_TOKEN("output_text_token"),
  /** A token of a produced image. */
  OUTPUT_IMAGE_TOKEN("output_image_token"),
  /** An unfinished image sent on request. */
  PREVIEW_IMAGE("preview_image"),
  /** Whatever the seller calls one unit of its bill. */
  BILLABLE_UNIT("billable_unit");

  private final String unit;

  Meter(String unit) {
    this.unit = unit;
  }

  /** The stable word for this meter. */
  public String unit() {
    return unit;
  }
}
