import { flowOfCards } from './canvas-flows.ts'
import type { Api } from './sign-in.ts'

/**
 * Creates a connector with a flow of each size.
 *
 * @param url where the product listens
 * @param api an admin's
 * @param sizes in cards
 * @returns the pages on which the flows are drawn, in order
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
