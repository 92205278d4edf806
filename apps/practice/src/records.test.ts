import { expect, test } from 'vitest'
import { realEffects } from './effects.ts'
import { drawRecord, inDepartment, withValues } from './records.ts'

const fx = { ...realEffects, clock: () => Date.UTC(2026, 0, 2) }
const now = '2026-01-02T00:00:00.000Z'

test('a user has the fields of a user, a file those of a file, an activity those of an activity', () => {
  for (let round = 0; round < 50; round++) {
    expect(drawRecord('user.created', fx)).toEqual({
      id: expect.stringMatching(/^usr_[0-9a-f]{12}$/),
      firstName: expect.any(String),
      lastName: expect.any(String),
      email: expect.stringMatching(/^[a-z]+\.[a-z]+@example\.com$/),
      department: expect.stringMatching(/^(Engineering|People|Sales)$/),
      createdAt: now,
      manager: { id: expect.stringMatching(/^usr_/), name: expect.stringMatching(/^\w+ \w+$/) }
    })
    expect(drawRecord('file.deleted', fx)).toEqual({
      id: expect.stringMatching(/^fil_/),
      name: expect.any(String),
      path: expect.stringMatching(/^\/(Finance|Legal)\/.+\..+$/),
      sizeBytes: expect.any(Number),
      deletedBy: expect.any(String),
      deletedAt: now
    })
    expect(drawRecord('suspicious.activity', fx)).toEqual({
      id: expect.stringMatching(/^act_/),
      userId: expect.stringMatching(/^usr_/),
      kind: expect.any(String),
      riskScore: expect.any(Number),
      ip: expect.stringMatching(/^192\.0\.2\.([1-9]\d?|1\d\d|2[0-4]\d|25[0-4])$/),
      reportedAt: now,
      resolved: false
    })
  }
})

test('the same random numbers draw the same record', () => {
  const fixed = { ...fx, randomBelow: (below: number) => below - 1, randomHex: () => '00' }
  expect(drawRecord('suspicious.activity', fixed)).toMatchObject({ ip: '192.0.2.254', riskScore: 100 })
  expect(drawRecord('suspicious.activity', fixed)).toEqual(drawRecord('suspicious.activity', fixed))
})

test.each([
  [{ firstName: 'Mary', lastName: 'Shelley' }, 'mary.shelley@example.com'],
  [{ firstName: 'Zoë', lastName: 'O’Brien' }, 'zoe.obrien@example.com'],
  [{ firstName: 'Mary', email: 'author@example.org' }, 'author@example.org']
])('the address of a user with %j is %s', (values, email) => {
  const record = drawRecord('user.created', fx)
  expect(withValues(record, 'user.created', values)).toEqual({ ...record, ...values, email })
})

test('the address keeps the part of the name that is not given', () => {
  const record = drawRecord('user.created', fx)
  const changed = withValues(record, 'user.created', { firstName: 'Mary' })
  expect(changed.email).toBe(`mary.${String(record.lastName).toLowerCase()}@example.com`)
  expect(withValues(record, 'user.created', { firstName: '玛丽', lastName: '雪莱' }).email).toBe(record.email)
  expect(withValues(record, 'user.created', {})).toEqual(record)
})

test('a suspicious activity is not moved to another department', () => {
  const record = drawRecord('suspicious.activity', fx)
  expect(inDepartment(record, 'suspicious.activity', 'security')).toEqual(record)
})
