/** Arbitraries for fast-check and samples, for the tests of every package. Never part of the product. */
export * from './testing/a-handshake.ts'
export * from './testing/a-run.ts'
export * from './testing/any-binding.ts'
export * from './testing/any-edit.ts'
export * from './testing/any-flow.ts'
export * from './testing/any-value.ts'
export * from './testing/deep-freeze.ts'
