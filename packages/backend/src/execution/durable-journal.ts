import {
  type BegunRun,
  type Draw,
  type Journal,
  keyOfPath,
  type StepRecord,
  type SuspendedRun,
  type Wait
} from '@hookwright/engine'
import type { Fault, Id, Json, StepPath } from '@hookwright/model'
import type { BegunRunRow, MostCalls, RunRow, Store, StoredWait, WorkClaim } from '@hookwright/store'
import type { Sealer } from '../kernel/effects.ts'

/**
 * Stored rows of a journal: sealed results by path key. The result is null for an effect without a recorded
 * end.
 */
export type JournalRows = Map<string, { safe: boolean; result: Json | null }>

/** Journal in the store. `hasBegun` returns true once it has created the run's row. */
export interface DurableJournal extends Journal {
  hasBegun: () => boolean
  /** Returns the journal entries of a suspended run. */
  entriesOf: (suspended: SuspendedRun) => Pick<StoredWait, 'draws' | 'wait' | 'others'>
}

/**
 * Returns the journal key of a wait. It is the key of the card's result with a suffix that no card id has.
 */
const waitKeyOf = (path: StepPath): string => `${keyOfPath(path)}!wait`

/** Dependencies and settings that all journals share. */
export interface JournalKeeping {
  store: { runs: Pick<Store['runs'], 'intend' | 'record'> }
  sealer: Sealer
  /**
   * True to record every unsafe effect before it is sent, as for registration and renewal. Otherwise only
   * random values are recorded. An interrupted effect is then repeated with the same key, so it must have the
   * same content.
   */
  strict: boolean
  /** Returns the reason why no further effect may begin. Null if effects may begin. */
  refuse: () => Fault | null
  /** Called before each effect of a run. */
  beforeEffect?: (run: RunRow) => void
  /** Returns rows of the runs that a run starts. Absent if the run cannot start any. */
  begin?: (caller: RunRow, begun: BegunRun[]) => { runs: BegunRunRow[]; most: MostCalls }
  /** Called once the runs that a run has started are stored. */
  hasBegunRuns?: () => void
}

/** Returns the `place` (associated data) for the encryption of a run's journal entries. */
export const placeOfJournal = (runId: Id): string => `run/${runId}/journal`

/**
 * Opens the journal of a run. If the run's work has a claim, entries are written under the claim. Results are
 * sealed, since a response may contain a secret.
 */
export const openJournal = (
  keeping: JournalKeeping,
  run: RunRow,
  rows: JournalRows,
  claim?: WorkClaim
): DurableJournal => {
  const { store, sealer, strict, begin } = keeping
  let begun = rows.size > 0
  /** Path keys of safe effects. Created on demand, since most runs have no effect. */
  let safeKeys: Set<string> | null = null

  const place = placeOfJournal(run.id)

  const seal = (kept: StepRecord | Wait): string =>
    Buffer.from(sealer.seal(JSON.stringify(kept), place)).toString('base64')

  const open = (key: string): string | undefined => {
    const row = rows.get(key)
    return typeof row?.result === 'string' ? sealer.open(Buffer.from(row.result, 'base64'), place) : undefined
  }

  const sealDraws = (draws: Draw[]): StoredWait['draws'] =>
    draws.map(draw => ({ key: keyOfPath(draw.path), result: seal({ outputs: draw.outputs }) }))

  const sealWait = (at: StepPath, wait: Wait) => ({ key: waitKeyOf(at), result: seal(wait) })

  const journal: DurableJournal = {
    hasBegun: () => begun,
    entriesOf: ({ draws, at, wait, others = [] }) => ({
      draws: sealDraws(draws),
      wait: sealWait(at, wait),
      others: others.map(other => sealWait(other.at, other.wait))
    }),
    recall: path => {
      const text = open(keyOfPath(path))
      if (text === undefined) return undefined
      const recorded: StepRecord = JSON.parse(text)
      return recorded
    },
    waitAt: path => {
      const text = open(waitKeyOf(path))
      if (text === undefined) return undefined
      const wait: Wait = JSON.parse(text)
      return wait
    },
    intend: async (path, { safe, draws }) => {
      const refused = keeping.refuse()
      if (refused !== null) throw refused
      keeping.beforeEffect?.(run)
      const key = keyOfPath(path)
      if (safe) {
        safeKeys ??= new Set()
        safeKeys.add(key)
      }
      if (draws.length === 0 && (safe || !strict)) return
      await store.runs.intend(run, { key, safe, draws: sealDraws(draws), claim })
      begun = true
    },
    record: async (path, recorded, others = []) => {
      const key = keyOfPath(path)
      const entry = { key, safe: safeKeys?.has(key) ?? false, result: seal(recorded), claim }
      if (begin === undefined || others.length === 0) await store.runs.record(run, entry)
      else {
        await store.runs.record(run, entry, begin(run, others))
        keeping.hasBegunRuns?.()
      }
      begun = true
    }
  }
  if (begin !== undefined) journal.begins = true
  return journal
}
