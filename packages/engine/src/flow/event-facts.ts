import {
  type Bindings,
  type Card,
  type EventFacts,
  type EventUsage,
  type FieldId,
  type Flow,
  type HelperFacts,
  isJsonObject,
  type Json,
  readersOf,
  startCardOf,
  type VersionSnapshot
} from '@hookwright/model'
import type { EventUse, Specs } from '../card/define-card.ts'
import { flowsReached } from './flows-reached.ts'
import { helperUsesOf } from './helper-uses.ts'
import { lastCardOf } from './last-card.ts'
import { signatureOf } from './signature-of.ts'

/** A flow as far as it matters when it runs: without notes and without what cards are called. */
const runningPartOf = (flow: Flow, specs: Specs): unknown => {
  const isSilent = (id: string): boolean => specs.get(flow.cards[id]?.type ?? '')?.silent === true
  const heard = (strip: string[]): string[] => strip.filter(id => !isSilent(id))
  return {
    strip: heard(flow.strip),
    cards: Object.fromEntries(
      Object.values(flow.cards)
        .filter(card => !isSilent(card.id))
        .map(({ title: _title, note: _note, blocks, ...card }) => [
          card.id,
          { ...card, blocks: (blocks ?? []).map(block => ({ ...block, strip: heard(block.strip) })) }
        ])
    )
  }
}

/** The flows that these call and so run with them, by id, as far as they matter. */
const reachedBy = (snapshot: VersionSnapshot, docs: Flow[], specs: Specs): Record<string, unknown> => {
  const called = (card: Card): string[] => {
    const spec = specs.get(card.type)
    const uses = spec === undefined ? [] : helperUsesOf(card, spec)
    return uses.flatMap(({ flowId, as }) => (as === 'call' ? [flowId] : []))
  }
  return Object.fromEntries(
    flowsReached(docs, snapshot.flows, called).map(({ id, doc }) => [id, runningPartOf(doc, specs)])
  )
}

/** Bindings that a card passes to a helper flow: those under a prefix. */
const mappingOf = (inputs: Bindings, prefix: string): Bindings =>
  Object.fromEntries(Object.entries(inputs).filter(([id]) => id.startsWith(prefix)))

const helperFactsOf = (
  snapshot: VersionSnapshot,
  start: Card,
  flowId: string | null | undefined,
  prefix: string,
  specs: Specs
): HelperFacts | null => {
  const doc = snapshot.flows.find(flow => flow.id === flowId)?.doc
  if (doc === undefined) return null
  return {
    flow: { doc: runningPartOf(doc, specs), reached: reachedBy(snapshot, [doc], specs) },
    mapping: mappingOf(start.inputs, prefix)
  }
}

/** Facts of an event in a version that users' flows rely on; null when the version lacks the event. */
export const eventFactsOf = (
  snapshot: VersionSnapshot,
  eventFlowId: string,
  specs: Specs
): EventFacts | null => {
  const flow = snapshot.flows.find(candidate => candidate.id === eventFlowId)
  const start = flow && startCardOf(flow.doc)
  const signature = flow && signatureOf(flow, specs)
  if (!flow || !start || signature?.kind !== 'webhook-event') return null
  const registrar = specs.get(start.type)?.registers(start.config)
  const helperOf = (role: 'registration' | 'deregistration') =>
    helperFactsOf(snapshot, start, registrar?.flowIds[role], registrar?.prefixes[role] ?? '', specs)
  const last = lastCardOf(flow.doc, specs)
  // What the start card and the return card say of the event is compared field by field.
  const told: Record<string, Card> = { [start.id]: { ...start, config: {}, inputs: {} } }
  if (last !== undefined && last !== start) told[last.id] = { ...last, config: {} }
  const body = { ...flow.doc, cards: { ...flow.doc.cards, ...told } }
  const { options, outputs, runMode } = signature
  return {
    options,
    outputs,
    runMode,
    registration: helperOf('registration'),
    deregistration: helperOf('deregistration'),
    making: { doc: runningPartOf(body, specs), reached: reachedBy(snapshot, [body], specs) },
    authentication: snapshot.authentication
  }
}

/** The values of bindings that hold no pill. */
const chosenIn = (inputs: Bindings): Record<FieldId, Json> =>
  Object.fromEntries(
    Object.entries(inputs).flatMap(([id, binding]): [FieldId, Json][] => {
      if (binding.kind === 'literal') return [[id, binding.value]]
      return binding.kind === 'text' ? [[id, binding.parts.filter(part => !isJsonObject(part)).join('')]] : []
    })
  )

/** The field of a record that a way into a list of records leads to, or null when it ends before. */
const fieldOfRecord = (path: (string | number)[]): FieldId | null => {
  const field = path.find(key => typeof key === 'string')
  return field === undefined ? null : String(field)
}

/** The output of an event that gives all records of a delivery, where they are not given one by one. */
export const RECORDS: FieldId = 'records'

/** Parts of its event that a user's flow uses. */
export const eventUsageOf = (flow: Flow, start: Card, use: EventUse): EventUsage => {
  const read = readersOf(flow, start.id).map(({ pill }) =>
    pill.field === RECORDS && use.runMode === 'list' ? fieldOfRecord(pill.path) : pill.field
  )
  const fields = read.filter(field => field !== null)
  return {
    chosen: chosenIn(start.inputs),
    outputs: fields.length < read.length ? 'all' : new Set(fields),
    hasConnection: use.connectionId !== null
  }
}
