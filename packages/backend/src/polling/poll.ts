import { optionPortId, type PollUse, RECORDS } from '@hookwright/engine'
import {
  Fault,
  type FaultData,
  isJsonObject,
  Json,
  MOST_POLLED_RECORDS,
  type PollFailure,
  packConversionErrors,
  type RunOutcome,
  type Step,
  toFault
} from '@hookwright/model'
import type { PollPlan, RunRow, SubscriptionRow } from '@hookwright/store'
import { helperSource, runHelper } from '../execution/helper-source.ts'
import { endRun } from '../kernel/keep-run.ts'
import { helperRun, type RegistrationContext, secondsOf } from '../registrations/registration-context.ts'
import type { RetentionOf } from '../revisions/rules-in-force.ts'

/** Records of a poll to deliver, with the next cursor. */
interface Found {
  records: Record<string, Json>[]
  cursor: Json
  /** True when the service returned no records. */
  isEmpty: boolean
}

/** Result of a poll: its records or its failure, with the run to store. */
export type PollResult =
  | ({ is: 'found'; run: RunRow } & Found)
  | { is: 'failed'; failure: PollFailure; run: RunRow }

/** Returns the start values of a polling flow: the cursor, the time of the last poll, and the options. */
const startOf = ({ terms }: SubscriptionRow, plan: PollPlan): Record<string, unknown> => ({
  cursor: plan.cursor,
  lastPollAt: plan.polledAt === null ? null : new Date(plan.polledAt).toISOString(),
  ...Object.fromEntries(Object.entries(terms.options).map(([id, value]) => [optionPortId(id), value]))
})

/**
 * Returns the records that a poll delivers. The first poll delivers only the latest records, as many as the
 * user chose.
 */
const chosenOf = (records: Record<string, Json>[], plan: PollPlan, { first }: PollUse) => {
  if (plan.polledAt !== null) return records
  return first === 0 ? [] : records.slice(-first)
}

/** Reads the result of a polling flow. Throws `poll.no-result`, `poll.too-many-records`. */
const readResult = (result: RunOutcome['result'], plan: PollPlan, use: PollUse): Found => {
  const found = result?.[RECORDS]
  if (result === null || !Array.isArray(found)) throw new Fault('poll.no-result')
  const all = found.filter((record): record is Record<string, Json> => isJsonObject(record))
  const records = chosenOf(all, plan, use)
  if (records.length > MOST_POLLED_RECORDS)
    throw new Fault('poll.too-many-records', { count: records.length, most: MOST_POLLED_RECORDS })
  // A flow that returns no cursor goes on from the one before.
  const cursor = Json.parse(result.cursor ?? plan.cursor)
  return { records: records.map(packConversionErrors), cursor, isEmpty: all.length === 0 }
}

/**
 * Returns the steps of a poll for storage. Omits their outputs if the flow does not save all data, or if it
 * redacts values.
 */
const keptSteps = (steps: Step[], { saveAll, redaction }: RetentionOf): Step[] =>
  saveAll && redaction.length === 0 ? steps : steps.map(({ outputs: _, ...step }) => step)

/**
 * Polls the event of a subscription: runs the maker's flow with the connection, the cursor and the
 * options. Writes nothing. Never throws: a failure to begin is returned as a failed poll.
 */
export const poll = async (
  context: RegistrationContext,
  params: {
    row: SubscriptionRow
    plan: PollPlan
    use: PollUse
    kept: RetentionOf
    signal: AbortSignal
  }
): Promise<PollResult> => {
  const { row, plan, use, kept, signal } = params
  const { effects, settings } = context
  const { versionId, connectorId, connectionId, eventFlowId } = row.terms
  const run = helperRun(context, row, 'poll', eventFlowId)
  const late = new Fault('poll.timed-out', { seconds: secondsOf(settings.registrationTime) })
  const limit = new AbortController()
  const end = effects.after(settings.registrationTime, () => limit.abort(late))
  const ran = await runHelper(context, {
    source: () => helperSource(context, { versionId }),
    flowId: eventFlowId,
    connectionId,
    start: startOf(row, plan),
    runId: run.id,
    signal: AbortSignal.any([signal, limit.signal]),
    through: service => context.breakers.through({ connectorId, connectionId, service, isHeld: true })
  })
  end()
  const { outcome, secrets } = ran
  const at = effects.clock()
  const scrub = effects.scrubber(secrets)
  const ended = (status: RunOutcome['status']): RunRow =>
    endRun(run, { status, steps: keptSteps(outcome.steps, kept), result: null }, at, scrub)
  const failed = (path: (string | number)[], fault: FaultData): PollResult => ({
    is: 'failed',
    failure: {
      fault: scrub(fault),
      runId: run.id,
      at,
      since: plan.failure?.since ?? at,
      count: (plan.failure?.count ?? 0) + 1
    },
    run: ended({ is: 'failed', at: path, fault })
  })
  const { status } = outcome
  if (limit.signal.aborted) return failed(status.is === 'failed' ? status.at : [], late.toData())
  if (status.is === 'failed') return failed(status.at, status.fault)
  try {
    return { is: 'found', ...readResult(outcome.result, plan, use), run: ended(status) }
  } catch (thrown) {
    return failed([], toFault(thrown).toData())
  }
}
