import { expect, test } from 'vitest'
import { deliveryChips } from './delivery-chips.ts'

const choices = {
  connectors: [{ value: 'c1', label: 'Acme HR' }],
  flows: [{ value: 'f1', label: 'Welcome' }],
  events: [{ value: 'e1', label: 'User created · Acme HR' }]
}

const wordsOf = (search: Parameters<typeof deliveryChips>[0], ofFlow = false): string[] =>
  deliveryChips(search, choices, ofFlow, () => {}).map(({ label, value }) => `${label}: ${value}`)

test('each filter has a chip with its name and value', () => {
  const search = {
    status: 'done',
    result: 'failed',
    connector: 'c1',
    flow: 'f1',
    type: 'e1',
    last: 'today',
    q: 'ada',
    path: 'body.id = 42'
  } as const
  expect(wordsOf(search)).toEqual([
    'State: failed',
    'Status: done or accepted',
    'Connector: Acme HR',
    'Flow: Welcome',
    'Event: User created · Acme HR',
    'Time: today',
    'Text: ada',
    'Value: body.id = 42'
  ])
  expect(wordsOf(search, true).join()).not.toMatch(/Connector|Flow|Event/)
  expect(wordsOf({ status: 'refused' })).toEqual(['State: refused'])
  expect(wordsOf({ flow: 'gone' })).toEqual(['Flow: Unknown'])
  expect(wordsOf({})).toEqual([])
})

test('a time range is shown in minutes, from both ends or from one', () => {
  const [from, to] = [new Date(2026, 10, 24, 14, 0).getTime(), new Date(2026, 10, 24, 15, 30).getTime()]
  expect(wordsOf({ from, to })[0]).toMatch(/^Time: 24 Nov 2026, 14:00 to 15:30$/)
  expect(wordsOf({ from })[0]).toMatch(/^Time: from 24 Nov 2026, 14:00$/)
  expect(wordsOf({ to })[0]).toMatch(/^Time: to 24 Nov 2026, 15:30$/)
})

test('removing a chip clears its filter', () => {
  const asked: object[] = []
  for (const chip of deliveryChips({ q: 'ada', last: '1h' }, choices, false, change => asked.push(change))) {
    chip.remove()
  }
  expect(asked).toEqual([{ last: undefined, from: undefined, to: undefined }, { q: undefined }])
})
