import { flowOfCards } from './canvas-flows.mjs'

/**
 * Creates a connector with a flow of each size.
 *
 * @param {string} url where the product listens
 * @param {import('./sign-in.mjs').Api} api an admin's
 * @param {number[]} sizes in cards
 * @returns {Promise<string[]>} the pages on which the flows are drawn, in order
 */
export async function prepareCanvas(url, api, sizes) {
  const { id: connectorId } = await api.connectors.create.mutate({ name: 'Acme Drawings' })
  const made = []
  for (const size of sizes) {
    const doc = flowOfCards(size)
    const { id } = await api.makerFlows.create.mutate({ connectorId, name: `Flow of ${size} cards`, doc })
    made.push(`${url}/connectors/${connectorId}/flows/${id}`)
  }
  return made
}
