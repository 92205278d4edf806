import { afterAll, vi } from 'vitest'

/**
 * Waits for pending imports at the end of every test file. When a file ends, Vitest rejects modules that a
 * worker is still loading. A rejected module stays rejected for all later files of the same worker.
 */
afterAll(() => vi.dynamicImportSettled())
