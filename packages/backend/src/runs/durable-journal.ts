import {
  type BegunRun,
  type Draw,
  type Intent,
  type Journal,
  keyOfPath,
  type Recorded,
  type SuspendedRun,
  type Wait
} from '@hookwright/engine'
import type { Fault, Json, StepPath } from '@hookwright/model'
import type { BegunRunRow, KeptWait, MostCalls, RunRow, Store } from '@hookwright/store'
import type { Sealer } from '../outside.ts'

/** The journal's rows as they are kept: sealed results by path key, null for an effect whose end nobody wrote. */
export type JournalRows = Map<string, { safe: boolean; result: Json | null }>

/** A journal in the store, and whether it has begun the run's row. */
export interface DurableJournal extends Journal {
  hasBegun: () => boolean
  /** What a run that is suspended leaves in it. */
  entriesOf: (suspended: SuspendedRun) => Pick<KeptWait, 'draws' | 'wait'>
}

/** Beside the key of the step's result, which no card's id ends like. */
const waitKeyOf = (path: StepPath): string => `${keyOfPath(path)}!wait`

/** Where journals are kept, and what holds for all of them. */
export interface JournalKeeping {
  store: Pick<Store, 'runs'>
  sealer: Sealer
  /**
   * Writes every unsafe effect down before it is sent (registration and renewal); otherwise only draws are, since an effect
   * in flight is then done again with the same key and has to be the same.
   */
  strict: boolean
  /** Why no further effect may be begun. */
  refuse: () => Fault | null
  /** Makes rows of the runs that a run begins; left out where none can be begun. */
  begin?: (caller: RunRow, begun: BegunRun[]) => { runs: BegunRunRow[]; most: MostCalls }
  /** Told once runs are there that a run has begun. */
  hasBegunRuns?: () => void
}

/** A run's journal. Results are sealed: an answer may hold a secret. */
export const openJournal = (keeping: JournalKeeping, run: RunRow, rows: JournalRows): DurableJournal =>
  new JournalOfRun(keeping, run, rows)

/** Most runs have no effect, so that nothing is made of a journal until it is asked for something. */
class JournalOfRun implements DurableJournal {
  readonly begins?: true
  readonly #keeping: JournalKeeping
  readonly #run: RunRow
  readonly #rows: JournalRows
  #begun: boolean
  #safeKeys: Set<string> | null = null

  constructor(keeping: JournalKeeping, run: RunRow, rows: JournalRows) {
    if (keeping.begin !== undefined) this.begins = true
    this.#keeping = keeping
    this.#run = run
    this.#rows = rows
    this.#begun = rows.size > 0
  }

  get #place(): string {
    return `run/${this.#run.id}/journal`
  }

  #seal(kept: Recorded | Wait): string {
    return Buffer.from(this.#keeping.sealer.seal(JSON.stringify(kept), this.#place)).toString('base64')
  }

  #open(key: string): string | undefined {
    const row = this.#rows.get(key)
    return typeof row?.result === 'string'
      ? this.#keeping.sealer.open(Buffer.from(row.result, 'base64'), this.#place)
      : undefined
  }

  #sealDraws(draws: Draw[]): KeptWait['draws'] {
    return draws.map(draw => ({ key: keyOfPath(draw.path), result: this.#seal({ outputs: draw.outputs }) }))
  }

  hasBegun(): boolean {
    return this.#begun
  }

  entriesOf({ draws, at, wait }: SuspendedRun): Pick<KeptWait, 'draws' | 'wait'> {
    return { draws: this.#sealDraws(draws), wait: { key: waitKeyOf(at), result: this.#seal(wait) } }
  }

  recall(path: StepPath): Recorded | undefined {
    const text = this.#open(keyOfPath(path))
    if (text === undefined) return undefined
    const recorded: Recorded = JSON.parse(text)
    return recorded
  }

  waitAt(path: StepPath): Wait | undefined {
    const text = this.#open(waitKeyOf(path))
    if (text === undefined) return undefined
    const wait: Wait = JSON.parse(text)
    return wait
  }

  async intend(path: StepPath, { safe, draws }: Intent): Promise<void> {
    const { store, strict, refuse } = this.#keeping
    const refused = refuse()
    if (refused !== null) throw refused
    const key = keyOfPath(path)
    if (safe) {
      this.#safeKeys ??= new Set()
      this.#safeKeys.add(key)
    }
    if (draws.length === 0 && (safe || !strict)) return
    await store.runs.intend(this.#run, { key, safe, draws: this.#sealDraws(draws) })
    this.#begun = true
  }

  async record(path: StepPath, recorded: Recorded, others: BegunRun[] = []): Promise<void> {
    const { store, begin, hasBegunRuns } = this.#keeping
    const key = keyOfPath(path)
    const entry = { key, safe: this.#safeKeys?.has(key) ?? false, result: this.#seal(recorded) }
    if (begin === undefined || others.length === 0) await store.runs.record(this.#run, entry)
    else {
      await store.runs.record(this.#run, entry, begin(this.#run, others))
      hasBegunRuns?.()
    }
    this.#begun = true
  }
}
