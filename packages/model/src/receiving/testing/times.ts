import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    times: number
  }
}

/**
 * Returns the number of runs of a property test: as given in `npm test`, multiplied in `npm run test:long`.
 */
export const times = (runs: number): { numRuns: number } => ({ numRuns: runs * inject('times') })
