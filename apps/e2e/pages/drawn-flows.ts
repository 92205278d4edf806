import type { Card } from '@hookwright/model'
import type { TestApi } from '../fixtures/api.ts'
import { docOf } from './flow-docs.ts'

interface Summary {
  id: string
  name: string | null
}

const idsIn = (text: string): string[] => text.match(/\bc[0-9a-z]{12,}\b/g) ?? []

/**
 * Returns the cards of all flows of a connector, by flow name. Ids are replaced by order numbers and flow
 * references by names, so that two drawings can be compared.
 */
export const drawnFlows = async (api: TestApi, connectorId: string): Promise<Record<string, Card[]>> => {
  const summaries = await api.query<Summary[]>('makerFlows.summaries', { connectorId })
  const drawn = await Promise.all(
    summaries.map(async ({ id, name }) => {
      const { strip, cards } = await docOf(api, id)
      return [name ?? '', strip.flatMap(card => cards[card] ?? [])] as const
    })
  )
  const inOrder = drawn.toSorted(([one], [other]) => one.localeCompare(other))
  const ids = new Set(
    inOrder.flatMap(([, cards]) => cards.flatMap(({ id, config }) => [id, ...idsIn(JSON.stringify(config))]))
  )
  const ownIds = [...ids].filter(id => idsIn(id).length > 0).map((id, index) => [id, `id-${index}`] as const)
  const names = summaries.map(({ id, name }) => [id, name ?? ''] as const)
  const text = [...ownIds, ...names].reduce(
    (named, [id, name]) => named.replaceAll(id, name),
    JSON.stringify(Object.fromEntries(inOrder))
  )
  return JSON.parse(text)
}
