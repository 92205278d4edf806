import type { Id } from '@hookwright/model'
import type { Probation } from './probation.ts'

/** Maximum number of suspects of one flow that run concurrently. */
const WINDOW = 64

/**
 * Number of starts that ended in a crash after which a suspect is put on hold. It first starts together with
 * other new suspects, then on a shared probation, and the last two times alone.
 */
export const MOST_STARTS = 4

/** Suspects of a flow (work that may have crashed the server), with the functions that run them. */
interface Suspects<Suspect> {
  suspects: Suspect[]
  flowId: Id
  /** Returns the id of the suspect's run, or of the delivery that creates the runs. */
  idOf: (suspect: Suspect) => Id
  orderOf: (suspect: Suspect) => string | null
  /** True when the flow limits its concurrent runs. Suspects then run in sequence. */
  isBounded: boolean
  probation: Probation
  /** Counts a start of each suspect and runs the suspects. Resolves when they have ended. */
  runAll: (window: Suspect[]) => Promise<void>
  /** Undoes the counted start of a suspect. */
  acquit: (suspect: Suspect) => Promise<void>
}

/**
 * Runs the suspects of a flow: work that may have crashed the server. New suspects run concurrently, in
 * groups of at most `WINDOW`. Suspects with earlier starts, and others with their order keys, run on
 * probation: meanwhile, or afterwards in a flow that limits its runs. Suspects with too many starts are
 * skipped.
 */
export const runInWindows = async <Suspect extends { starts: number }>(
  params: Suspects<Suspect>
): Promise<void> => {
  const { suspects, orderOf, runAll } = params
  const left = suspects.filter(({ starts }) => starts < MOST_STARTS)
  const started = new Set(
    left.flatMap(suspect => {
      const order = suspect.starts > 0 ? orderOf(suspect) : null
      return order === null ? [] : [order]
    })
  )
  const isAlone = (suspect: Suspect): boolean => {
    const order = orderOf(suspect)
    return suspect.starts > 0 || (order !== null && started.has(order))
  }
  const fresh = left.filter(suspect => !isAlone(suspect))
  const runFresh = async (): Promise<void> => {
    for (let at = 0; at < fresh.length; at += WINDOW) await runAll(fresh.slice(at, at + WINDOW))
  }
  if (params.isBounded) {
    await runFresh()
    await runAlone(left.filter(isAlone), params)
  } else await Promise.all([runFresh(), runAlone(left.filter(isAlone), params)])
}

/** Runs suspects on probation, fewest starts first, so that each crash identifies a different suspect. */
const runAlone = async <Suspect extends { starts: number }>(
  alone: Suspect[],
  { flowId, idOf, orderOf, isBounded, probation, runAll, acquit }: Suspects<Suspect>
): Promise<void> => {
  const inOrder = alone.some(suspect => orderOf(suspect) !== null)
  const sorted = inOrder ? alone : alone.toSorted((one, other) => one.starts - other.starts)
  for (let at = 0; at < sorted.length; at += WINDOW) {
    const ends: Promise<void>[] = []
    for (const suspect of sorted.slice(at, at + WINDOW)) {
      const { ended } = await probation.run({
        ...{ id: idOf(suspect), flowId, starts: suspect.starts },
        begin: () => runAll([suspect]),
        acquit: () => acquit(suspect)
      })
      if (isBounded || orderOf(suspect) !== null) await ended
      else ends.push(ended)
    }
    await Promise.all(ends)
  }
}
