import { hasEnded, type Id } from '@hookwright/model'
import type { ServiceRunWriter } from '../../resources/runs/service-runs.ts'
import type { JournalWriter } from './write-journal.ts'
import type { RunWriter } from './write-runs.ts'

/** Creates the writer of runs without a delivery, using the prepared statements of all runs. */
export const createServiceRuns = (runs: RunWriter, journal: JournalWriter): ServiceRunWriter => ({
  *begin(row) {
    yield () => runs.begin(runs.bind(row, null), null)
  },
  *addEnded(row) {
    yield () => runs.add(runs.bind(row, null), null)
  },
  *finish(end) {
    const owner = yield () => {
      const { of } = runs.finish(runs.bindEnd(end))
      if (hasEnded(end.status)) journal.forget(end.id)
      return of
    }
    return owner as Id
  }
})
