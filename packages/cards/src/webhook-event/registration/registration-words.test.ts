import { expect, test } from 'vitest'
import { sayMissing } from './registration-words.ts'

const said = (registration: boolean, deregistration: boolean, service = 'Acme') =>
  sayMissing({ registration, deregistration }, service)

test('[row 39] what a missing helper flow means is said in sentences that name the service', () => {
  expect(said(true, true)).toBeNull()
  expect(said(true, false)).toMatch(/^Turning a flow off will leave the subscription in Acme\. /)
  expect(said(false, true)).toMatch(/^Turning a flow on registers nothing in Acme: .*no Registration Data\.$/)
  expect(said(false, false)).toMatch(/^Turning a flow on registers nothing in Acme: .*by hand/)
})

test('a service without a name is called one', () => {
  expect(said(true, false, '')).toContain('in the service.')
})
