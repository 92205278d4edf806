import { type Millis, SECOND } from '@hookwright/model'
import type { Effects } from '../kernel/effects.ts'

/** Time for which a suspect may count as the cause of a crash. */
const PROBATION: Millis = 10 * SECOND

export type Probation = ReturnType<typeof createProbation>

/**
 * Runs single suspects, one across all flows at a time. A suspect that runs longer than ten seconds
 * is acquitted: it continues, no longer delays those of other flows, and a later crash is not
 * counted against it.
 */
export const createProbation = (outside: Pick<Effects, 'after'>) => {
  let last: Promise<void> = Promise.resolve()

  return {
    /**
     * Runs a suspect. Resolves when the next one may begin; `ended` resolves when this one has
     * ended.
     */
    run: ({
      begin,
      acquit
    }: {
      begin: () => Promise<void>
      acquit: () => Promise<void>
    }): Promise<{ ended: Promise<void> }> => {
      const before = last
      let letGo = (): void => {}
      const passed = new Promise<void>(resolve => {
        letGo = resolve
      })
      last = passed
      return before.then(() => {
        const cancel = outside.after(PROBATION, () => {
          acquit().then(letGo, letGo)
        })
        const ended = begin().finally(() => {
          cancel()
          letGo()
        })
        ended.catch(() => {})
        return passed.then(() => ({ ended }))
      })
    }
  }
}
