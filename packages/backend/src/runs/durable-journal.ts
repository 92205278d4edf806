import { type Journal, keyOfPath, type Recorded } from '@hookwright/engine'
import type { Fault, FaultCode, FaultDetails, Json } from '@hookwright/model'
import type { RunRow, Store } from '@hookwright/store'
import type { Sealer } from '../outside.ts'

/** The journal's rows as they are kept: sealed results by path key, null for an effect whose end nobody wrote. */
export type JournalRows = Map<string, { safe: boolean; result: Json | null }>

/** A journal in the store, and whether it has begun the run's row. */
export interface DurableJournal extends Journal {
  hasBegun: () => boolean
}

/**
 * A run's journal. `strict` writes every unsafe effect down before it is sent (registration and renewal); otherwise
 * only draws are, since an effect in flight is then done again with the same key and has to be the same. `refuse` says
 * why no further effect may be begun. Results are sealed: an answer may hold a secret.
 */
export const openJournal = (given: {
  store: Store
  sealer: Sealer
  run: RunRow
  rows: JournalRows
  strict: boolean
  refuse: () => Fault | null
}): DurableJournal => {
  const { store, sealer, run } = given
  const place = `run/${run.id}/journal`
  let begun = given.rows.size > 0
  const safeKeys = new Set<string>()

  const seal = (recorded: Recorded): string =>
    Buffer.from(sealer.seal(JSON.stringify(recorded), place)).toString('base64')

  const open = (sealed: string): Recorded => {
    const recorded:
      | { outputs: Record<string, unknown> }
      | { fault: { code: FaultCode; message: string; details: FaultDetails } } = JSON.parse(
      sealer.open(Buffer.from(sealed, 'base64'), place)
    )
    return recorded
  }

  return {
    hasBegun: () => begun,
    recall: path => {
      const row = given.rows.get(keyOfPath(path))
      return typeof row?.result === 'string' ? open(row.result) : undefined
    },
    intend: async (path, { safe, draws }) => {
      const refused = given.refuse()
      if (refused !== null) throw refused
      const key = keyOfPath(path)
      if (safe) safeKeys.add(key)
      if (draws.length === 0 && (safe || !given.strict)) return
      const kept = draws.map(draw => ({ key: keyOfPath(draw.path), result: seal({ outputs: draw.outputs }) }))
      await store.runs.intend(run, { key, safe, draws: kept })
      begun = true
    },
    record: async (path, recorded) => {
      const key = keyOfPath(path)
      await store.runs.record(run, { key, safe: safeKeys.has(key), result: seal(recorded) })
      begun = true
    }
  }
}
