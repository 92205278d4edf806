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
  isJsonObject,
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

/** A helper flow that runs while a card is set up. Nothing is kept of the run: it may be done with a user's connection. */
interface SetupRun {
  outside: Pick<Effects, 'after' | 'scrubber' | Exclude<keyof CardEffects, 'http'>>
  specs: Specs
  flow: { id: Id; name: string | null; doc: Flow }
  prepared: PreparedFlows
  connected: Connected
  values: Record<string, Json>
  limit: Millis
}

/** Makes the faults of a run, with codes of what it is run for. */
interface SetupFaults {
  failed: (details: { flow: string; card: string; why: string }) => Fault
  unreadable: (details: { flow: string; what: string }) => Fault
  timedOut: (details: { flow: string; seconds: number }) => Fault
}

const choiceFaults: SetupFaults = {
  failed: details => new Fault('choices.failed', details),
  unreadable: details => new Fault('choices.unreadable', details),
  timedOut: details => new Fault('choices.timed-out', details)
}

const fieldFaults: SetupFaults = {
  failed: details => new Fault('fields.failed', details),
  unreadable: details => new Fault('fields.unreadable', details),
  timedOut: details => new Fault('fields.timed-out', details)
}

/** Runs the flow and reads what it returned. */
const runAndRead = async <Found>(
  { outside, specs, flow, prepared, connected, values, limit }: SetupRun,
  {
    faults,
    read
  }: { faults: SetupFaults; read: (result: Record<string, unknown> | null) => Found | Unreadable }
): Promise<Found> => {
  const name = shownFlowName(flow.name)
  const ending = new AbortController()
  const tooLate = faults.timedOut({ flow: name, seconds: limit / SECOND })
  const cancel = outside.after(limit, () => ending.abort(tooLate))
  const { status, result } = await runFlow(flow.doc, values, {
    prepared,
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
  const unreadable = (what: string): Fault => faults.unreadable({ flow: name, what })
  if (ending.signal.aborted) throw tooLate
  if (status.is === 'failed') {
    throw faults.failed({
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
  const found = read(result)
  if (isUnreadable(found)) throw unreadable(scrub(found.unreadable))
  return scrub(found)
}

/** Reason why an answer cannot be read, as a sentence. */
interface Unreadable {
  unreadable: string
}

const isUnreadable = (found: unknown): found is Unreadable => isJsonObject(found) && 'unreadable' in found

/**
 * Runs a helper flow for the values of a dropdown, with the values of its inputs.
 * Throws `choices.failed`, `choices.unreadable`, `choices.timed-out`.
 */
export const runForChoices = (given: SetupRun): Promise<Choice[]> =>
  runAndRead(given, {
    faults: choiceFaults,
    read: result => {
      const read = readChoices(result)
      return read.ok ? read.choices : { unreadable: read.what }
    }
  })

/**
 * Runs a helper flow for the fields of a dynamic group, with the values of its inputs.
 * Throws `fields.failed`, `fields.unreadable`, `fields.timed-out`.
 */
export const runForFields = (given: SetupRun): Promise<NamedGroup[]> =>
  runAndRead(given, {
    faults: fieldFaults,
    read: result => {
      const read = readFields(result)
      return read.ok ? read.groups : { unreadable: read.what }
    }
  })
