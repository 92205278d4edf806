import { expect, test } from 'vitest'
import { one } from '../fields/data-type.ts'
import type { DriftFinding } from './drift.ts'
import { formatDrift, formatDriftCount, formatDriftingFields } from './format-drift.ts'

const output = { id: 'age', label: 'Age', dataType: one('number') }
const finding = (part: Partial<DriftFinding> & Pick<DriftFinding, 'kind'>): DriftFinding => ({
  root: 'body',
  path: ['user', 'age'],
  output,
  seen: null,
  count: 3,
  firstAt: 0,
  lastAt: 0,
  streak: 3,
  returned: false,
  example: { deliveryId: 'delivery', flowId: 'flow' },
  ...part
})

test.each<[DriftFinding, string]>([
  [
    finding({ kind: 'new', output: null, seen: one('text') }),
    'Body.user.age is a new field (Text) that no card uses.'
  ],
  [finding({ kind: 'missing' }), 'Body.user.age is no longer sent, so “Age” is empty.'],
  [finding({ kind: 'missing', output: null }), 'Body.user.age is no longer sent, but a card uses it.'],
  [
    finding({ kind: 'missing', returned: true }),
    'Body.user.age is missing in some deliveries, so “Age” is sometimes empty.'
  ],
  [finding({ kind: 'unfit', seen: one('text') }), 'Body.user.age is Text, but “Age” is declared as Number.'],
  [
    finding({ kind: 'unfit', output: { ...output, dataType: one('date') }, seen: one('number') }),
    'Body.user.age is Number, but “Age” is declared as Date & Time. Use the card “To Date & Time” to convert Unix time in seconds or milliseconds.'
  ],
  [
    finding({
      ...{ kind: 'unfit', root: 'record', path: ['age'] },
      ...{ output: { ...output, dataType: one('date') }, seen: one('number') }
    }),
    'Record.age is Number, but “Age” is declared as Date & Time.'
  ],
  [
    finding({ kind: 'unfit', root: 'record', path: ['age'] }),
    'Record.age is values of several types, but “Age” is declared as Number.'
  ],
  [
    finding({ kind: 'unfit', output: null, path: ['people'], seen: one('text') }),
    'Body.people is Text, but a list of records is expected.'
  ]
])('%# is described in a sentence', (seen, says) => {
  expect(formatDrift(seen)).toBe(says)
})

test('the sentence says how often a difference occurred in the checked deliveries', () => {
  expect(formatDriftCount(finding({ kind: 'new' }), 12)).toBe('in 3 of 12 checked deliveries')
  expect(formatDriftCount(finding({ kind: 'new', count: 1 }), 1)).toBe('in 1 of 1 checked delivery')
  const twice = [finding({ kind: 'unfit' }), finding({ kind: 'missing' })]
  expect(formatDriftingFields(twice)).toBe('1 field drifts')
  expect(formatDriftingFields([...twice, finding({ kind: 'new', path: ['plan'] })])).toBe('2 fields drift')
})
