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
  readChoices,
  SECOND,
  type StepPath,
  shownFlowName
} from '@hookwright/model'
import type { Connected } from '../connectors/connected.ts'
import type { Effects } from '../kernel/effects.ts'
import { FUEL } from '../kernel/keep-run.ts'

/**
 * Runs a helper flow for the values of a dropdown, with the values of its inputs. Nothing is kept of the run: it may be
 * done with a user's connection, and the flow is a maker's. Throws `choices.failed`, `choices.unreadable`,
 * `choices.timed-out`.
 */
export const runForChoices = async (given: {
  outside: Pick<Effects, 'after' | 'scrubber' | Exclude<keyof CardEffects, 'http'>>
  specs: Specs
  flow: { id: Id; name: string | null; doc: Flow }
  prepared: PreparedFlows
  connected: Connected
  values: Record<string, Json>
  limit: Millis
}): Promise<Choice[]> => {
  const { outside, specs, flow, connected, limit } = given
  const name = shownFlowName(flow.name)
  const ending = new AbortController()
  const tooLate = new Fault('choices.timed-out', { flow: name, seconds: limit / SECOND })
  const cancel = outside.after(limit, () => ending.abort(tooLate))
  const { status, result } = await runFlow(flow.doc, given.values, {
    prepared: given.prepared,
    fx: { ...outside, http: connected.http },
    journal: noJournal,
    runId: outside.newId(),
    everywhere: connected.everywhere,
    signal: ending.signal,
    fuel: FUEL
  }).finally(cancel)
  const scrub = outside.scrubber(connected.secrets)
  const cardAt = (path: StepPath): string => {
    const card = cardOf(flow.doc, String(path[0]))
    return card === undefined ? name : nameOfCard(card, specs.get(card.type))
  }
  const unreadable = (what: string): Fault => new Fault('choices.unreadable', { flow: name, what })
  if (ending.signal.aborted) throw tooLate
  if (status.is === 'failed') {
    throw new Fault('choices.failed', {
      flow: name,
      card: cardAt(status.at),
      why: scrub(status.fault.message)
    })
  }
  if (status.is === 'succeeded' && status.stoppedAt !== undefined) {
    throw unreadable(
      `It stopped at “${cardAt(status.stoppedAt)}” before it returned a list; it must return a list in every case.`
    )
  }
  const read = readChoices(result)
  if (!read.ok) throw unreadable(read.what)
  return scrub(read.choices)
}
