import type { BegunRun } from '@hookwright/engine'
import { type Id, isJsonObject, type Json } from '@hookwright/model'
import type { BegunRunRow, MostCalls, RunRow } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import { beginRun } from '../kernel/keep-run.ts'

/** Limits on the runs that one event may start: depth and number. */
export const mostCalls: MostCalls = { depth: 16, runs: 1_000 }

/** Returns the `place` (associated data) for the encryption of the start values of a called run. */
export const placeOfBegun = (id: Id): string => `run/${id}/given`

/**
 * Returns the row of a run that a card of another run starts. The new run uses that run's revision, in which
 * its flow must be callable. It waits for a slot like a resumed run.
 */
export const begunRunRow = (
  { sealer, clock }: Pick<Effects, 'sealer' | 'clock'>,
  caller: RunRow,
  { id, flowId, given: params }: BegunRun
): BegunRunRow => {
  const now = clock()
  const sealed = sealer.seal(JSON.stringify(params), placeOfBegun(id))
  return {
    run: beginRun({
      id,
      kind: 'flow',
      flowId,
      subscriptionId: caller.subscriptionId,
      revisionId: caller.revisionId,
      startedAt: now,
      status: { is: 'waiting', until: now, at: [], waitsFor: { is: 'asked' } }
    }),
    record: { sealed: Buffer.from(sealed).toString('base64') },
    until: now
  }
}

/** Decrypts the start values of a begun run from its row; null if the row contains none. */
export const startValuesOfBegun = (
  { sealer }: Pick<Effects, 'sealer'>,
  { id }: RunRow,
  record: Record<string, Json>
): Record<string, unknown> | null => {
  if (typeof record.sealed !== 'string') return null
  const values: unknown = JSON.parse(sealer.open(Buffer.from(record.sealed, 'base64'), placeOfBegun(id)))
  return isJsonObject(values) ? values : null
}
