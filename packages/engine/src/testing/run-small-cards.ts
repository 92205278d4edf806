import { type Binding, type Card, type Flow, pill, type StepPath } from '@hookwright/model'
import { runWith } from '../testing.ts'
import { smallCards } from './small-cards.ts'

type Inputs = Record<string, Binding>

/** Returns a card without settings. */
export const card = (id: string, type: string, inputs: Inputs = {}, parts: Partial<Card> = {}): Card => ({
  id,
  type,
  config: {},
  inputs,
  ...parts
})

/**
 * Returns a block card, followed by the cards in its blocks. Each block is given as its cards and the binding
 * of the join `joined`.
 */
export const block = (
  id: string,
  type: string,
  inputs: Inputs,
  blocks: Record<string, [Card[], Binding?]>
): Card[] => [
  card(id, type, inputs, {
    blocks: Object.entries(blocks).map(([name, [strip, joined]]) => ({
      id: name,
      strip: strip.map(inner => inner.id),
      joins: joined === undefined ? {} : { joined }
    }))
  }),
  ...Object.values(blocks).flatMap(([strip]) => strip)
]

/**
 * Returns a flow with the given cards in its top strip. A list is a block card followed by the cards in its
 * blocks.
 */
export const flow = (...parts: (Card | Card[])[]): Flow => ({
  schemaVersion: 1,
  strip: parts.map(part => (Array.isArray(part) ? (part[0]?.id ?? '') : part.id)),
  cards: Object.fromEntries(parts.flat().map(each => [each.id, each]))
})

/** Runs a flow of the cards in `small-cards.ts`. */
export const run = (
  made: Flow,
  values: Record<string, unknown> = {},
  parts: Partial<Parameters<typeof runWith>[2]> = {}
): ReturnType<typeof runWith> => runWith(made, values, { specs: smallCards, ...parts })

/** Pill of the start value `in`, which the start card outputs. */
export const in_ = pill('start', 'in')
/** Formats the steps of a run as path and status. */
export const statuses = (steps: { path: StepPath; status: string }[]): string[] =>
  steps.map(step => `${step.path.join('/')} ${step.status}`)
