import { type Millis, SECOND } from '@hookwright/model'
import type { Effects } from '../kernel/effects.ts'

/** Time after its start during which a suspect counts as the possible cause of a crash. */
const PROBATION: Millis = 10 * SECOND

export type Probation = ReturnType<typeof createProbation>

/**
 * Runs crash suspects one at a time across all flows. Suspects are runs that were in progress when the server crashed;
 * if it crashes again, the cause is known. A suspect that runs for longer than ten seconds is cleared: it continues,
 * the next one starts, and a later crash is not counted against it.
 */
export const createProbation = (effects: Pick<Effects, 'after'>) => {
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
        const cancel = effects.after(PROBATION, () => {
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
