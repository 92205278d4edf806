import { nameOfCard, type ReachableFlow } from '@hookwright/engine'
import {
  type Attempt,
  type AttemptKind,
  cardOf,
  type FaultData,
  type Id,
  isEnteredByHand,
  type Lifetime,
  type Millis,
  type Polling,
  type SentRequest,
  type Step,
  type StepPath,
  type Subscription,
  startCardOf
} from '@hookwright/model'
import type { SchedulePlan } from '@hookwright/store'
import type { Trace } from '../kernel/traces.ts'
import { byFlowId, linesOf } from '../revisions/run-lines.ts'
import type { RegistrationContext } from './registration-context.ts'
import { lifetimeOf } from './rows.ts'

/** Progress of one card of a helper flow. Times are milliseconds since the attempt began. */
export interface ProgressLine {
  path: StepPath
  depth: number
  name: string
  type: string
  status: Step['status'] | 'waiting' | 'running'
  from: number | null
  to: number | null
  requests: SentRequest[]
  fault: FaultData | null
}

/** Steps of an attempt so far. */
export interface Act {
  /** Helper flow of the attempt; null when the event has none. */
  helper: { flowId: Id; name: string; connectorId: Id } | null
  lines: ProgressLine[]
}

/** Progress of registering or deregistering one subscription. */
export interface SubscriptionProgress extends Act {
  subscription: Subscription
  /** Newest attempt; `null` before the first attempt. */
  attempt: Attempt | null
}

/** Progress of turning a flow on or off, with its current subscription. */
export interface SwitchProgress extends SubscriptionProgress {
  /** Current server time, for countdowns. */
  now: Millis
  /**
   * Subscription that is meant to replace the current one: its registration is in progress or has failed.
   * `null` if there is none.
   */
  successor: SubscriptionProgress | null
  /** Number of the flow's open cleanup entries. */
  openCleanup: number
  /**
   * True while the server asks the service for its registrations. The flow is then turned on again
   * automatically.
   */
  repairing: boolean
  /** Number of the flow's earlier registrations that are uncertain and unresolved. */
  inDoubt: number
  /** Lifetime of the subscription; `null` if it is not on. */
  lifetime: Lifetime | null
  /** Next scheduled run, and the time zone of its schedule; `null` without a schedule. */
  nextRun: { at: Millis; zone: string } | null
  /** Polling progress; `null` if the event is not polled. */
  polling: Polling | null
  /** Maker's instructions for entering the Event URL at the service. Absent if there are none. */
  byHandNote?: string
}

/** Kinds of attempts that turn a flow on and off. */
const ofSwitch: AttemptKind[] = ['registration', 'deregistration', 'compensation']

/** Returns the progress of the started steps, followed by the cards that have not started. */
export const progressLines = (
  context: Pick<RegistrationContext, 'specs'>,
  params: { flow: ReachableFlow; flows: Map<Id, ReachableFlow>; steps: Step[]; trace: Trace | undefined }
): ProgressLine[] => {
  const { specs } = context
  const { flow, flows, steps, trace } = params
  const begun = linesOf({ steps, flow, flows, specs }).map(({ step, ...line }): ProgressLine => {
    const isOpen = trace?.open.has(step) === true
    return {
      path: line.path,
      depth: line.depth,
      name: line.name,
      type: line.type,
      status: isOpen ? 'running' : step.status,
      from: step.from,
      to: isOpen ? null : step.to,
      requests: step.requests ?? [],
      fault: step.fault ?? null
    }
  })
  const reached = new Set(steps.map(({ path }) => path[0]))
  const waiting = flow.doc.strip.flatMap((id): ProgressLine[] => {
    const card = cardOf(flow.doc, id)
    const spec = card && specs.get(card.type)
    if (reached.has(id) || card === undefined || spec?.silent === true) return []
    const name = nameOfCard(card, spec)
    const nothing = { from: null, to: null, requests: [], fault: null }
    return [{ path: [id], depth: 0, name, type: card.type, status: 'waiting', ...nothing }]
  })
  return [...begun, ...waiting]
}

/** Returns the id of the helper flow that an attempt runs. */
const helperIdOf = ({ terms }: Subscription, attempt: Attempt | null): Id | null => {
  switch (attempt?.kind) {
    case undefined:
      return null
    case 'registration':
      return terms.registration?.flowId ?? null
    case 'deregistration':
    case 'compensation':
    case 'cleanup':
      return terms.deregistration?.flowId ?? null
    case 'renewal':
      return terms.renewal?.flowId ?? null
    case 'reconciliation':
      return terms.listing?.flowId ?? null
    case 'probe':
      return terms.probeFlow?.flowId ?? null
    case 'adoption':
    case 'removal':
      return null
  }
}

/** Returns the steps of an attempt of a subscription, card by card, without secrets. */
export const actOf = async (
  context: RegistrationContext,
  subscription: Subscription,
  attempt: Attempt | null
): Promise<Act> => {
  const helperId = helperIdOf(subscription, attempt)
  if (attempt === null || helperId === null) return { helper: null, lines: [] }
  const { connectorId, versionId } = subscription.terms
  const { snapshot } = await context.loadedRevisions.of(versionId, null)
  const flow = snapshot.flows.find(candidate => candidate.id === helperId)
  if (flow === undefined) return { helper: null, lines: [] }
  const own = context.traces.of(attempt.id)
  const trace =
    own ?? (attempt.outcome === 'running' ? await context.traces.elsewhere(attempt.id) : undefined)
  const run = attempt.runId === null ? null : await context.store.runs.find(attempt.runId)
  const steps = trace?.steps ?? run?.steps ?? []
  const lines = progressLines(context, { flow, flows: byFlowId(snapshot.flows), steps, trace })
  return {
    helper: { flowId: flow.id, name: flow.name, connectorId },
    lines: context.effects.scrubber(trace?.secrets ?? [])(lines)
  }
}

const subscriptionProgress = async (
  context: RegistrationContext,
  subscription: Subscription
): Promise<SubscriptionProgress> => {
  const attempts = await context.store.subscriptions.attemptsOf(subscription.id)
  const attempt = attempts.findLast(({ kind }) => ofSwitch.includes(kind)) ?? null
  return { subscription, attempt, ...(await actOf(context, subscription, attempt)) }
}

/** Returns true if the newest subscription of a flow is a replacement of the current one. */
export const succeeds = (current: Subscription, newest: Subscription): boolean =>
  current.wanted && newest.id !== current.id && newest.startedAt >= current.startedAt

/**
 * Returns the subscription that was meant to replace the current one. `null` if there is none or the
 * replacement has happened.
 */
export const successorOf = async (
  { store }: Pick<RegistrationContext, 'store'>,
  current: Subscription
): Promise<Subscription | null> => {
  if (!current.wanted) return null
  const [newest] = await store.subscriptions.list(current.flowId)
  return newest !== undefined && succeeds(current, newest) ? newest : null
}

const nextRunOf = (plan: SchedulePlan | null): SwitchProgress['nextRun'] =>
  plan === null || plan.nextAt === null ? null : { at: plan.nextAt, zone: plan.schedule.zone }

/** Returns the polling progress of a subscription without its cursor. `null` until polling is planned. */
const pollingOf = async ({ polls }: RegistrationContext['store'], id: Id): Promise<Polling | null> => {
  const plan = await polls.find(id)
  if (plan === null) return null
  const { schedule, nextAt, polledAt, failure } = plan
  return { schedule, nextAt, polledAt, failure }
}

/**
 * Returns the maker's instructions for entering a subscription's Event URL at the service. `undefined` if
 * there are none.
 */
const byHandNoteOf = async (
  { loadedRevisions, specs }: RegistrationContext,
  { terms }: Subscription
): Promise<string | undefined> => {
  if (!isEnteredByHand(terms)) return undefined
  const { snapshot } = await loadedRevisions.of(terms.versionId, null)
  const doc = snapshot.flows.find(({ id }) => id === terms.eventFlowId)?.doc
  const start = doc && startCardOf(doc)
  return (start && specs.get(start.type)?.registers(start.config))?.byHandNote
}

/**
 * Returns the progress of turning a flow on or off. It is the same for every viewer; `null` if the flow was
 * never turned on.
 */
export const progressOf = async (
  context: RegistrationContext,
  flowId: Id
): Promise<SwitchProgress | null> => {
  const { store, effects } = context
  const current = await store.subscriptions.currentOf(flowId)
  if (current === null) return null
  const successor = await successorOf(context, current)
  const row = await store.subscriptions.find(current.id)
  const byHandNote = await byHandNoteOf(context, current)
  return {
    ...(await subscriptionProgress(context, current)),
    now: effects.clock(),
    successor: successor && (await subscriptionProgress(context, successor)),
    openCleanup: await store.cleanup.countOpen(flowId),
    repairing: row !== null && !row.wanted && row.healing?.to === 'on' && row.compareAt !== null,
    inDoubt: await store.subscriptions.countInDoubt(flowId, current.id),
    lifetime: row && (await lifetimeOf(context, row)),
    nextRun: nextRunOf(await store.schedules.find(current.id)),
    polling: current.terms.polls ? await pollingOf(store, current.id) : null,
    ...(byHandNote !== undefined && { byHandNote })
  }
}
