/** Arbitraries for fast-check, for the tests of every package that works with flows. Never part of the product. */
export * from './testing/any-binding.ts'
export * from './testing/any-edit.ts'
export * from './testing/any-flow.ts'
export * from './testing/any-value.ts'
export * from './testing/deep-freeze.ts'
