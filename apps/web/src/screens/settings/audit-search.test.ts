import { expect, test } from 'vitest'
import { readAuditSearch } from './audit-search.ts'
import { auditGroupIn, formatAct } from './format-act.ts'

test('filters of the audit log are parsed from the address, and unknown ones are ignored', () => {
  expect(readAuditSearch({ group: 'deployment', member: 'ada', last: '7d', other: 1 })).toEqual({
    ...{ group: 'deployment', member: 'ada', last: '7d' }
  })
  expect(readAuditSearch({ group: '', last: 'year', member: '' })).toEqual({})
  expect([auditGroupIn('deployment'), auditGroupIn('toString')]).toEqual(['deployment', undefined])
})

test.each([
  ['versions.deploy', {}, 'Deployed a version'],
  ['versions.deploy', { rollBack: true }, 'Rolled back to a version'],
  ['versions.setVisible', { visible: false }, 'Hid a version'],
  ['subscriptions.pause', { paused: true }, 'Paused'],
  ['subscriptions.pause', { paused: false }, 'Resumed'],
  ['alertEndpoints.setOn', { on: false }, 'Turned an alert endpoint off'],
  ['people.setRole', { role: 'maker' }, 'Changed a role (Maker)'],
  ['connections.handOver', { to: 'Bea Example' }, 'Handed over a connection (to Bea Example)'],
  ['subscriptions.upgrade', { flows: 3 }, 'Upgraded flows to a version (flows: 3)'],
  [
    'keeping.setRules',
    { payloadDays: 30, metadataDays: 90 },
    'Changed the retention period (30 and 90 days)'
  ],
  ['later.act', {}, 'later.act']
])('%s with %o reads: %s', (act, notes, sentence) => {
  expect(formatAct({ act, notes })).toBe(sentence)
})
