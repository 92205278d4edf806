import { afterAll, vi } from 'vitest'

/**
 * Set-up of every test file: waits at its end for the imports that it began. Vitest rejects what a worker still loads when a
 * file ends, and a module whose load was rejected stays rejected for all files that the same worker runs later.
 */
afterAll(() => vi.dynamicImportSettled())
