import type { Card, Flow, Pill } from '@hookwright/model'
import type { Api } from './sign-in.ts'

/** Number of fields on each card: inputs, outputs and settings. */
export const fieldsPerCard = 6

/**
 * Returns a maker's helper flow with the given number of cards.
 *
 * @param count at least 1
 */
function flowOfCards(count: number): Flow {
  const cards = Array.from({ length: count }, (_, index) =>
    index === 0 ? startCard() : index % 2 === 0 ? constructCard(index) : concatenateCard(index)
  )
  return {
    schemaVersion: 1,
    strip: cards.map(({ id }) => id),
    cards: Object.fromEntries(cards.map(card => [card.id, card]))
  }
}

function startCard(): Card {
  const inputs = parts(fieldsPerCard).map(id => ({
    id,
    label: `Input ${id}`,
    fieldType: 'text-field',
    dataType: text,
    required: false
  }))
  return { id: idOf(0), type: 'helper-flow', config: { inputs }, inputs: {} }
}

/** Returns a card with texts, a separator and an output. */
function concatenateCard(index: number): Card {
  const ids = parts(fieldsPerCard - 2)
  return {
    id: idOf(index),
    type: 'concatenate',
    title: `Join the names ${index}`,
    config: { fields: ids.map(id => ({ id, label: `Name ${id}` })), separator: ', ' },
    inputs: inputsOf(index, ids)
  }
}

/** Returns a card with keys and an output. */
function constructCard(index: number): Card {
  const ids = parts(fieldsPerCard - 1)
  return {
    id: idOf(index),
    type: 'object-construct',
    title: `Build the answer ${index}`,
    config: { keys: ids.map(id => ({ id, key: `key ${id}`, dataType: text })) },
    inputs: inputsOf(index, ids)
  }
}

const text = { kind: 'text' as const, list: false }

const idOf = (index: number) => `card${index}`

const parts = (count: number) => Array.from({ length: count }, (_, index) => `part${index + 1}`)

/**
 * Returns the inputs of a card. The first is a reference (pill) to the output of an earlier card, the second
 * a template with this reference, and the others are fixed.
 */
function inputsOf(index: number, ids: string[]): Card['inputs'] {
  const [first = '', second = '', ...others] = ids
  const pill = earlierText(index)
  return {
    [first]: pill,
    [second]: { kind: 'text', parts: ['Dear ', pill, ', welcome'] },
    ...Object.fromEntries(others.map(id => [id, { kind: 'literal' as const, value: `fixed ${id}` }]))
  }
}

function earlierText(index: number): Pill {
  const from = index % 2 === 0 ? index - 1 : index - 2
  return { kind: 'pill', card: idOf(Math.max(0, from)), field: from <= 0 ? 'part1' : 'output', path: [] }
}

/**
 * Creates a connector with a flow of each size.
 *
 * @param url URL of the product
 * @param api API client of an admin
 * @param sizes sizes of the flows, in cards
 * @returns the URLs of the flows' pages, in order
 */
export async function prepareCanvas(url: string, api: Api, sizes: number[]): Promise<string[]> {
  const { id: connectorId } = await api.connectors.create.mutate({ name: 'Acme Drawings' })
  const made = []
  for (const size of sizes) {
    const doc = flowOfCards(size)
    const { id } = await api.makerFlows.create.mutate({ connectorId, name: `Flow of ${size} cards`, doc })
    made.push(`${url}/connectors/${connectorId}/flows/${id}`)
  }
  return made
}
