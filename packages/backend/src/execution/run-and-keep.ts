import { type Answers, noJournal, type RunEnvironment } from '@hookwright/engine'
import type { Fault, Flow, Id, Millis, RunKind } from '@hookwright/model'
import type { RunRow, Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import { beginRun, FUEL, finishRun } from '../kernel/keep-run.ts'
import type { ReadyDraft } from './ready-draft.ts'
import { runTraced } from './run-traced.ts'

/** Time limit of a run, with the fault to report if the run exceeds it. */
export interface RunLimit {
  time: Millis
  late: Fault
}

/** Runs a maker's flow without a journal, and stores the run. */
export const runAndKeep = async (
  { store, effects }: { store: Pick<Store, 'runs'>; effects: Effects },
  params: ReadyDraft & {
    kind: RunKind
    flow: { id: Id; doc: Flow }
    values: Record<string, unknown>
    pinned?: NonNullable<RunEnvironment['pinned']>
    limit: RunLimit | null
    /** Recorded responses, for a run without side effects. */
    answers?: Answers
    /** True to store the run without its trace and result. */
    isBare?: boolean
  }
): Promise<RunRow> => {
  const { kind, flow, values, pinned, limit, prepared, connected, actions, answers } = params
  const run = beginRun({ id: effects.newId(), kind, flowId: flow.id, startedAt: effects.clock() })
  await store.runs.begin(run)
  const ending = new AbortController()
  const cancel = limit === null ? () => {} : effects.after(limit.time, () => ending.abort(limit.late))
  const outcome = await runTraced(effects, run, flow.doc, values, {
    prepared,
    fx: { ...effects, http: connected.http },
    journal: noJournal,
    runId: run.id,
    flowId: flow.id,
    everywhere: connected.everywhere,
    signal: ending.signal,
    fuel: FUEL,
    ...(pinned && { pinned }),
    ...(actions && { actionOf: actions.actionOf }),
    ...(answers && { answers })
  }).finally(cancel)
  const finished = finishRun(
    run,
    outcome,
    effects.clock(),
    effects.scrubber([...connected.secrets, ...(actions?.secrets ?? [])])
  )
  const row = params.isBare ? { ...finished, steps: null, result: null } : finished
  await store.runs.finish(row, { erase: false })
  return { ...run, ...finished }
}
