import {
  type CardEffects,
  nameOfCard,
  noJournal,
  type PreparedFlows,
  runFlow,
  type Specs
} from '@hookwright/engine'
import {
  type Choice,
  cardOf,
  Fault,
  type Flow,
  type Id,
  type Json,
  type Millis,
  type NamedGroup,
  readChoices,
  readFields,
  SECOND,
  type StepPath,
  shownFlowName
} from '@hookwright/model'
import type { Connected } from '../connectors/connected.ts'
import type { Effects } from '../kernel/effects.ts'
import { FUEL } from '../kernel/keep-run.ts'

/** Helper flow to run while a card is set up. The run is not stored, since it may use a user's connection. */
interface SetupRun {
  effects: Pick<Effects, 'after' | 'scrubber' | Exclude<keyof CardEffects, 'http'>>
  specs: Specs
  flow: { id: Id; name: string | null; doc: Flow }
  prepared: PreparedFlows
  connected: Connected
  values: Record<string, Json>
  limit: Millis
}

/** Values from a helper flow, or the reason why they cannot be read. The reason is a sentence. */
type Read<Found> = { ok: true; found: Found } | { ok: false; what: string }

/** Runs the flow and parses its result. */
const runAndRead = async <Found>(
  kind: 'choices' | 'fields',
  { effects, specs, flow, prepared, connected, values, limit }: SetupRun,
  read: (result: Record<string, unknown> | null) => Read<Found>
): Promise<Found> => {
  const isChoices = kind === 'choices'
  const name = shownFlowName(flow.name)
  const ending = new AbortController()
  const late = { flow: name, seconds: limit / SECOND }
  const tooLate = new Fault(isChoices ? 'choices.timed-out' : 'fields.timed-out', late)
  const cancel = effects.after(limit, () => ending.abort(tooLate))
  const { status, result } = await runFlow(flow.doc, values, {
    prepared,
    fx: { ...effects, http: connected.http },
    journal: noJournal,
    runId: effects.newId(),
    flowId: flow.id,
    everywhere: connected.everywhere,
    signal: ending.signal,
    fuel: FUEL
  }).finally(cancel)
  const scrub = effects.scrubber(connected.secrets)
  const cardAt = (path: StepPath): string => {
    const card = cardOf(flow.doc, String(path[0]))
    return card === undefined ? name : nameOfCard(card, specs.get(card.type))
  }
  const unreadable = (what: string): Fault =>
    new Fault(isChoices ? 'choices.unreadable' : 'fields.unreadable', { flow: name, what })
  if (ending.signal.aborted) throw tooLate
  if (status.is === 'failed') {
    const details = { flow: name, card: cardAt(status.at), why: scrub(status.fault.message) }
    throw new Fault(isChoices ? 'choices.failed' : 'fields.failed', details)
  }
  if (status.is === 'succeeded' && status.stoppedAt !== undefined) {
    throw unreadable(
      `It stopped at “${cardAt(status.stoppedAt)}” before it returned a list; it must return a list in every case.`
    )
  }
  const answer = read(result)
  if (!answer.ok) throw unreadable(scrub(answer.what))
  return scrub(answer.found)
}

/**
 * Runs a helper flow with these inputs and returns its values for a dropdown. Throws
 * `choices.failed`, `choices.unreadable`, `choices.timed-out`.
 */
export const runForChoices = (params: SetupRun): Promise<Choice[]> =>
  runAndRead('choices', params, result => {
    const read = readChoices(result)
    return read.ok ? { ok: true, found: read.choices } : read
  })

/**
 * Runs a helper flow with these inputs and returns its fields for a dynamic group. Throws
 * `fields.failed`, `fields.unreadable`, `fields.timed-out`.
 */
export const runForFields = (params: SetupRun): Promise<NamedGroup[]> =>
  runAndRead('fields', params, result => {
    const read = readFields(result)
    return read.ok ? { ok: true, found: read.groups } : read
  })
