/**
 * Flows for the canvas bench: a strip of cards with equal numbers of fields, each bound to the card before.
 *
 * @typedef {import('@hookwright/model').Card} Card
 * @typedef {import('@hookwright/model').Flow} Flow
 */

/** Number of fields on each card: inputs, outputs and settings. */
export const fieldsPerCard = 6

/**
 * Returns a maker's helper flow with this many cards.
 *
 * @param {number} count at least 1
 * @returns {Flow}
 */
export function flowOfCards(count) {
  const cards = Array.from({ length: count }, (_, index) =>
    index === 0 ? startCard() : index % 2 === 0 ? constructCard(index) : concatenateCard(index)
  )
  return {
    schemaVersion: 1,
    strip: cards.map(({ id }) => id),
    cards: Object.fromEntries(cards.map(card => [card.id, card]))
  }
}

/** @returns {Card} */
function startCard() {
  const inputs = parts(fieldsPerCard).map(id => ({
    id,
    label: `Input ${id}`,
    fieldType: 'text-field',
    dataType: text,
    required: false
  }))
  return { id: idOf(0), type: 'helper-flow', config: { inputs }, inputs: {} }
}

/**
 * Returns a card with texts, a separator and an output.
 *
 * @param {number} index
 * @returns {Card}
 */
function concatenateCard(index) {
  const ids = parts(fieldsPerCard - 2)
  return {
    id: idOf(index),
    type: 'concatenate',
    title: `Join the names ${index}`,
    config: { fields: ids.map(id => ({ id, label: `Name ${id}` })), separator: ', ' },
    inputs: inputsOf(index, ids)
  }
}

/**
 * Returns a card with keys and an output.
 *
 * @param {number} index
 * @returns {Card}
 */
function constructCard(index) {
  const ids = parts(fieldsPerCard - 1)
  return {
    id: idOf(index),
    type: 'object-construct',
    title: `Build the answer ${index}`,
    config: { keys: ids.map(id => ({ id, key: `key ${id}`, dataType: text })) },
    inputs: inputsOf(index, ids)
  }
}

const text = { kind: /** @type {const} */ ('text'), list: false }

/** @param {number} index */
const idOf = index => `card${index}`

/** @param {number} count */
const parts = count => Array.from({ length: count }, (_, index) => `part${index + 1}`)

/**
 * Returns the inputs: the first is a pill of an earlier card's text, the second a template with it, the others are
 * fixed.
 *
 * @param {number} index
 * @param {string[]} ids
 * @returns {Card['inputs']}
 */
function inputsOf(index, ids) {
  const [first = '', second = '', ...others] = ids
  const pill = earlierText(index)
  return {
    [first]: pill,
    [second]: { kind: 'text', parts: ['Dear ', pill, ', welcome'] },
    ...Object.fromEntries(
      others.map(id => [id, { kind: /** @type {const} */ ('literal'), value: `fixed ${id}` }])
    )
  }
}

/**
 * @param {number} index
 * @returns {import('@hookwright/model').Pill}
 */
function earlierText(index) {
  const from = index % 2 === 0 ? index - 1 : index - 2
  return { kind: 'pill', card: idOf(Math.max(0, from)), field: from <= 0 ? 'part1' : 'output', path: [] }
}
