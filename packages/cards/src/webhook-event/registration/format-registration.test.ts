import { formatMissingFlows } from '@hookwright/engine'
import { expect, test } from 'vitest'

const said = (registration: boolean, deregistration: boolean, service = 'Acme') =>
  formatMissingFlows({ registration, deregistration }, service)

test('sentences that name the service explain a missing helper flow', () => {
  expect(said(true, true)).toBeNull()
  expect(said(true, false)).toEqual({
    consequence: 'When a user turns a flow off, the subscription stays in Acme.',
    instead: 'The user must remove it there manually.'
  })
  expect(said(false, true)).toEqual({
    consequence: 'When a user turns a flow on, no subscription is created in Acme.',
    instead: expect.stringContaining('no Registration Data')
  })
  expect(said(false, false)).toEqual({
    consequence: 'When a user turns a flow on, no subscription is created in Acme.',
    instead: expect.stringContaining('manually')
  })
})

test('a service without a name is called one', () => {
  expect(said(true, false, '')?.consequence).toContain('in the service.')
})
