import { type FlowView, mayHaveSideEffects, type Specs } from '@hookwright/engine'
import {
  type Card,
  type CardId,
  cardOf,
  exampleOf,
  type FieldId,
  type Flow,
  type Json,
  type Millis,
  startCardOf
} from '@hookwright/model'
import type { StartField } from '../start-fields.ts'

/** Name of the output group with data about the run itself, which the form omits. */
const OF_RUN = 'Run'

/**
 * Returns the outputs of the start card as form fields. Fields with the same label get their group as a
 * prefix.
 */
export const trialFieldsOf = (view: FlowView): StartField[] => {
  const start = startCardOf(view.flow)
  const outputs = start === undefined ? [] : (view.portsOf(start)?.outputs ?? [])
  const own = outputs.filter(port => port.group !== OF_RUN)
  return own.map(({ id, label, type, group }) => {
    const isTwice = own.filter(other => other.label === label).length > 1
    const shown = isTwice && group !== undefined ? `${group}: ${label}` : label
    return { id, label: shown, dataType: type, required: false }
  })
}

/** Returns example outputs of a card. */
const examplesOf = (view: FlowView, card: Card, now: Millis): Record<FieldId, Json> =>
  Object.fromEntries((view.portsOf(card)?.outputs ?? []).map(port => [port.id, exampleOf(port, now)]))

/** Returns example outputs of the start card. */
export const exampleEvent = (view: FlowView, now: Millis): Record<FieldId, Json> => {
  const start = startCardOf(view.flow)
  return start === undefined ? {} : examplesOf(view, start, now)
}

const cardsIn = (flow: Flow, strip: readonly CardId[]): Card[] =>
  strip.flatMap(id => {
    const card = cardOf(flow, id)
    if (card === undefined || card.skipped === true) return []
    return [card, ...(card.blocks ?? []).flatMap(block => cardsIn(flow, block.strip))]
  })

/**
 * Returns the cards of a flow that send requests, directly or through a called flow. Skipped cards are left
 * out.
 */
export const sendingCards = (flow: Flow, specs: Specs): Card[] =>
  cardsIn(flow, flow.strip).filter(card => card.blocks === undefined && mayHaveSideEffects(flow, card, specs))

/**
 * Returns example outputs by card, for a test run that sends nothing. The cards then return these examples
 * instead of sending requests.
 */
export const exampleOutputsOf = (
  view: FlowView,
  sending: readonly Card[],
  now: Millis
): Record<CardId, Record<FieldId, Json>> =>
  Object.fromEntries(sending.map(card => [card.id, examplesOf(view, card, now)]))
