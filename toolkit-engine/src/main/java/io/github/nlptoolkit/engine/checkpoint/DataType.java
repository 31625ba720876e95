package io.github.nlptoolkit.engine.checkpoint;

import org.jspecify.annotations.Nullable;

/**
 * The type of a tensor's values, named as in safetensors. {@link #F32}, {@link #F16} and {@link
 * #BF16} are what weights come in; the others are listed so that a file may hold them beside the
 * weights.
 */
public enum DataType {
  /** Truth values, one byte each. */
  BOOL(1),
  /** Unsigned 8-bit integers. */
  U8(1),
  /** Signed 8-bit integers. */
  I8(1),
  /** 8-bit floats with 5 bits of exponent. */
  F8_E5M2(1),
  /** 8-bit floats with 4 bits of exponent. */
  F8_E4M3(1),
  /** 8-bit powers of two. */
  F8_E8M0(1),
  /** Signed 16-bit integers. */
  I16(2),
  /** Unsigned 16-bit integers. */
  U16(2),
  /** IEEE 754 half precision. */
  F16(2),
  /** The upper half of a single-precision float. */
  BF16(2),
  /** Signed 32-bit integers. */
  I32(4),
  /** Unsigned 32-bit integers. */
  U32(4),
  /** IEEE 754 single precision. */
  F32(4),
  /** IEEE 754 double precision. */
  F64(8),
  /** Signed 64-bit integers. */
  I64(8),
  /** Unsigned 64-bit integers. */
  U64(8),
  /** Complex numbers of two single-precision floats. */
  C64(8);

  private final int bytes;

  DataType(int bytes) {
    this.bytes = bytes;
  }

  /**
   * The size of one value.
   *
   * @return the number of bytes, 1 to 8
   */
  public int bytes() {
    return bytes;
  }

  /**
   * Whether {@link TensorView#toFloats} can decode it.
   *
   * @return true for F32, F16 and BF16
   */
  public boolean decodesToFloats() {
    return this == F32 || this == F16 || this == BF16;
  }

  /** The type of this exact name, or null. */
  static @Nullable DataType named(String name) {
    for (DataType type : values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    return null;
  }

  /** For messages. */
  static String allNames() {
    StringBuilder names = new StringBuilder();
    for (DataType type : values()) {
      names.append(names.length() == 0 ? "" : ", ").append(type);
    }
    return names.toString();
  }
}
