/** Element types: the closed list of the language, with their sizes and the promotion of mixed operands. */

/** Bits of one element. */
const BITS: Record<string, number> = {
  f64: 64,
  f32: 32,
  tf32: 32,
  f16: 16,
  bf16: 16,
  f8e4m3: 8,
  f8e5m2: 8,
  i32: 32,
  i16: 16,
  i8: 8,
  u8: 8,
  i4: 4,
  bool: 8,
};

/** Floats before integers, wider before narrower: the first that occurs among the operands is the result's type. */
const PROMOTION = ['f64', 'f32', 'tf32', 'f16', 'bf16', 'f8e4m3', 'f8e5m2', 'i32', 'i16', 'i8', 'u8', 'i4', 'bool'];

/** Every element type by name. */
export const ELEMENT_TYPES: readonly string[] = Object.keys(BITS);

/** @returns whether the name is an element type (any other name in type position is a variable). */
export function isElementType(name: string): boolean {
  return Object.hasOwn(BITS, name);
}

/** @returns the bits of one element, or undefined for a name that is no element type. */
export function elementBits(name: string): number | undefined {
  return Object.hasOwn(BITS, name) ? BITS[name] : undefined;
}

/** @returns the type of an expression over operands of these types; f16 with bf16 gives f32, which holds both. */
export function promote(types: readonly string[]): string | undefined {
  if (types.includes('f16') && types.includes('bf16') && !types.includes('f64')) return 'f32';
  return PROMOTION.find((type) => types.includes(type));
}
