/** `.tile` files are bundled as text: esbuild's text loader when built, a small plugin under vitest. */
declare module '*.tile' {
  const text: string;
  export default text;
}
