import { cardSpecs } from '@hookwright/cards'
import { expect, test } from 'vitest'
import { flowWithStart } from './start-card.ts'

test.each(['scheduled', 'api-endpoint', 'manual-start'])('a flow can begin with the card %s alone', type => {
  const flow = flowWithStart(type, 'first')
  expect(flow.strip).toEqual(['first'])
  const { first: card } = flow.cards
  expect(card?.type).toBe(type)
  expect(cardSpecs.get(type)?.starts?.kind).toBe('user-event')
  expect(cardSpecs.get(type)?.readConfig(card?.config ?? {}).ok).toBe(true)
})
