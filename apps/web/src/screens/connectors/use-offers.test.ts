import { CUSTOM_API_ACTION } from '@hookwright/model'
import { expect, test } from 'vitest'
import { countOffers } from './use-offers.ts'

test('events and actions of a connector are counted without the built-in action', () => {
  const offers = countOffers(
    [{ connectorId: 'hr' }, { connectorId: 'hr' }, { connectorId: 'news' }],
    [
      { connectorId: 'hr', actions: [{ flowId: 'assign' }, { flowId: CUSTOM_API_ACTION }] },
      { connectorId: 'chat', actions: [{ flowId: 'post' }, { flowId: 'edit' }] }
    ]
  )
  expect(Object.fromEntries(offers)).toEqual({
    hr: { events: 2, actions: 1 },
    news: { events: 1, actions: 0 },
    chat: { events: 0, actions: 2 }
  })
})
