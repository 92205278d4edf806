import { setMaxListeners } from 'node:events'
import { type Patience, runPatiently, type SuspendedRun, type World } from '@hookwright/engine'
import {
  type Arrival,
  type Delivery,
  Fault,
  type FaultData,
  isJsonObject,
  type Json,
  type RunOutcome,
  recordIdOf,
  toFault,
  valueAt
} from '@hookwright/model'
import type { FinishedRun, KeptWait, KeyedRun, RunRow, Store } from '@hookwright/store'
import type { Outside } from '../outside.ts'
import { recordKeyOf } from '../receiving/once-key.ts'
import { type DurableJournal, type JournalRows, openJournal } from '../runs/durable-journal.ts'
import { FUEL, finishRun } from '../runs/keep-run.ts'
import type { Live, Lives, RunReady } from './lives.ts'
import { startValuesOf } from './start-values.ts'

/** What a run is made of: a whole delivery, or one record of it. */
export type Given = { delivery: Delivery; arrival: Arrival } | { record: Record<string, Json> }

/** A run to be made: its row as it begins, what its journal holds, and where it is woken. */
export interface ToMake {
  live: Live
  run: RunRow
  /** Null when what it was begun with is not kept any more: then it fails. */
  given: Given | null
  rows: JournalRows
  woken: Patience['woken']
}

/** A run as it came out, to be written. */
export type Made =
  | {
      is: 'ended'
      run: RunRow
      /** To be queued in the commit that writes its end. */
      children: KeyedRun[]
      /** Whether no values are to be kept. */
      erase: boolean
      /** Whether an effect has begun its row. */
      hasBegun: boolean
    }
  | { is: 'waiting' | 'parked'; run: RunRow; kept: Omit<KeptWait, 'orderKey'> }

/**
 * Makes a run. One that cannot be made ready (its connection or version is gone, a seal does not open) comes out as
 * failed. Throws `storage.failed`, after which it is to be made again.
 */
export type MakeRun = (toMake: ToMake) => Promise<Made>

export const createMakeRun = (given: { store: Store; outside: Outside; lives: Lives }): MakeRun => {
  const { store, outside, lives } = given

  const worldOf = (ready: RunReady, { run, woken }: ToMake, journal: DurableJournal) => {
    const world: World & { patience: Patience } = {
      prepared: ready.reach.prepared,
      fx: ready.fx,
      journal,
      runId: run.id,
      everywhere: ready.everywhere,
      signal: neverAborted,
      fuel: FUEL,
      patience: { startedAt: run.startedAt, before: run.steps ?? [], woken }
    }
    return world
  }

  /** The end of a run that could not be made, unless trying again may help: then what was thrown is thrown on. */
  const failedFor = async (thrown: unknown, { live, run, rows }: ToMake): Promise<Made> => {
    const fault = toFault(thrown)
    if (fault.code === 'storage.failed') throw fault
    outside.log('A delivery could not be run; its run is kept as failed.', {
      delivery: run.deliveryId ?? '',
      code: fault.code,
      cause: String(fault.cause ?? fault.message)
    })
    const erase = (await store.flows.find(live.flowId))?.saveAll === false
    const failed = erased({ ...run, ...failureOf(run, fault, outside.clock()) }, erase)
    return { is: 'ended', run: failed, children: [], erase, hasBegun: rows.size > 0 }
  }

  /** By which its records must be new, in their order; none when the rules say nothing of that. */
  const recordKeysOf = async (
    live: Live,
    ready: RunReady,
    body: unknown,
    count: number
  ): Promise<(Uint8Array | undefined)[]> => {
    const { rules } = await lives.doorOf(live)
    if (rules.receiving.recordId === '' || ready.recordsIn === null) return []
    const found = valueAt(body, ready.recordsIn)
    const items = Array.isArray(found) ? found : [found]
    if (items.length !== count) return []
    return items.map(item => {
      const id = recordIdOf(rules, item, outside.cryptography)
      return id === null ? undefined : recordKeyOf(outside, id)
    })
  }

  /** The runs that the end of a prologue makes for its records. */
  const childrenOf = async (
    { live, run }: ToMake,
    ready: RunReady,
    outcome: RunOutcome,
    body: unknown
  ): Promise<KeyedRun[]> => {
    const records = recordsOf(outcome)
    // A replay is asked for: what was seen is run again.
    const isFirst = run.replayOf === null && records.length > 0
    const keys = isFirst ? await recordKeysOf(live, ready, body, records.length) : []
    return records.map((record, index): KeyedRun => {
      const child: RunRow = {
        ...run,
        id: outside.newId(),
        recordIndex: index,
        status: { is: 'queued' },
        steps: null
      }
      const key = keys[index]
      return { run: child, record, ...(key === undefined ? {} : { key }) }
    })
  }

  const make = async (toMake: ToMake): Promise<Made> => {
    const { live, run, given: what } = toMake
    if (what === null) throw new Fault('delivery.gone')
    const found = lives.readyOf(live, run.revisionId)
    const ready = found instanceof Promise ? await found : found
    const { sealer } = outside
    const journal = openJournal({ store, sealer, run, rows: toMake.rows, strict: false, refuse: () => null })
    const world = worldOf(ready, toMake, journal)
    const settled = (outcome: RunOutcome | SuspendedRun) => settle({ toMake, ready, journal, outcome })
    if ('record' in what) return settled(await runPatiently(ready.flow, what, world))
    const started = startValuesOf(what.delivery, what.arrival, live.terms.options)
    const values = { delivery: started instanceof Promise ? await started : started }
    const flow = ready.spreads ? ready.prologue : ready.flow
    const outcome = await runPatiently(flow, values, world)
    const made = settled(outcome)
    if (made.is !== 'ended' || !ready.spreads || 'wait' in outcome) return made
    return { ...made, children: await childrenOf(toMake, ready, outcome, values.delivery.body) }
  }

  const settle = (given: {
    toMake: ToMake
    ready: RunReady
    journal: DurableJournal
    outcome: RunOutcome | SuspendedRun
  }): Made => {
    const { toMake, ready, journal, outcome } = given
    const { run } = toMake
    const at = outside.clock()
    if ('wait' in outcome) return setAside(run, outcome, { journal, ready, at })
    const erase = !ready.saveAll
    const finished = erased({ ...run, ...finishRun(run, outcome, at, ready.scrub) }, erase)
    return { is: 'ended', run: finished, children: [], erase, hasBegun: journal.hasBegun() }
  }

  return toMake => make(toMake).catch(thrown => failedFor(thrown, toMake))
}

const neverAborted = new AbortController().signal
// Every request under way listens to it, and many may be: no sign of a leak, which Node would warn of.
setMaxListeners(0, neverAborted)

/** A run that goes on later keeps its trace, whatever its flow keeps: it is needed to go on. */
const setAside = (
  run: RunRow,
  suspended: SuspendedRun,
  { journal, ready, at }: { journal: DurableJournal; ready: RunReady; at: number }
): Made => {
  const { status, steps } = ready.scrub({ status: suspended.status, steps: suspended.steps })
  const isParked = status.is === 'parked'
  return {
    is: status.is,
    run: { ...run, status, steps, result: null, finishedAt: isParked ? at : null },
    kept: { ...journal.entriesOf(suspended), until: isParked ? null : status.until }
  }
}

const recordsOf = (outcome: RunOutcome): Record<string, never>[] => {
  const outputs = outcome.steps[0]?.outputs
  const records = isJsonObject(outputs) ? outputs.records : null
  return Array.isArray(records) ? records : []
}

const failureOf = ({ id, steps }: RunRow, fault: Fault, finishedAt: number): FinishedRun => ({
  id,
  status: { is: 'failed', at: [], fault: fault.toData() },
  finishedAt,
  steps: steps ?? [],
  result: null
})

/** A fault of which no more than the code is kept, since its sentence may quote values. */
const bareFaultOf = ({ code }: FaultData): FaultData => ({
  code,
  message: `The run failed with ${code}; its flow keeps no data, so no more of the fault was kept. Switch on “Save all data” to see the next one whole.`,
  details: {}
})

/** The run without its values, when they are not to be kept. */
const erased = <Row extends FinishedRun>(row: Row, erase: boolean): Row => {
  if (!erase) return row
  const { status } = row
  const bare = status.is === 'failed' ? { ...status, fault: bareFaultOf(status.fault) } : status
  return { ...row, status: bare, steps: null, result: null }
}
