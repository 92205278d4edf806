import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    times: number
  }
}

/** How often a property is tried: as often as said here in `npm test`, many times that in `npm run test:long`. */
export const times = (runs: number): { numRuns: number } => ({ numRuns: runs * inject('times') })
