import { Fault, type FaultData } from '@hookwright/model'
import { expect, test } from 'vitest'
import { formatFault } from './format-fault.ts'

const answered = (status: number): FaultData =>
  new Fault('http.status', { method: 'POST', url: 'https://acme.test/hooks', status, body: 'no' }).toData()

test('an error response is shown with its status and advice', () => {
  expect(formatFault(answered(403), 'flow')).toEqual({
    title: 'The service responded with 403',
    cause: 'Request: POST https://acme.test/hooks',
    tryThis: expect.stringContaining('lacks permission')
  })
})

test.each([
  [400, 'rejected the data'],
  [401, 'credentials were missing or rejected'],
  [404, 'Nothing was found at this URL'],
  [405, 'Choose another method'],
  [409, 'conflicts with existing data'],
  [410, 'was deleted'],
  [413, 'larger than the service allows'],
  [415, 'Content-Type'],
  [418, 'rejected the request'],
  [422, 'rejected the data'],
  [429, 'Retry-After'],
  [503, 'An error occurred at the service']
])('the advice after %i is: %s', (status, words) => {
  expect(formatFault(answered(status), 'flow').tryThis).toContain(words)
})

test.each([
  ['flow', 'replay the delivery.'],
  ['registration', 'turn the flow on again.'],
  ['deregistration', 'retry the cleanup entry.'],
  ['test', 'run it again.'],
  ['authping', 'ping the connection again.']
] as const)('the advice for a %s ends with how to retry it', (kind, words) => {
  for (const fault of [answered(500), new Fault('helper.gone', { card: 'Say' }).toData()])
    expect(formatFault(fault, kind).tryThis).toMatch(new RegExp(`then ${words}$`))
})

test.each([
  ['run.interrupted', 'flow'],
  ['run.interrupted', 'registration'],
  ['run.interrupted', 'deregistration'],
  ['run.interrupted', 'renewal'],
  ['run.interrupted', 'listing'],
  ['registration.uncertain', 'registration'],
  ['registration.timed-out', 'registration'],
  ['registration.cancelled', 'registration'],
  ['deregistration.interrupted', 'deregistration'],
  ['deregistration.timed-out', 'deregistration']
] as const)('after %s in a %s the advice does not suggest to change a card', (code, kind) => {
  const { title, tryThis } = formatFault(new Fault(code).toData(), kind)
  expect(tryThis).not.toContain('Mend the card')
  expect(title).not.toBe('A card failed')
})

test('after an interrupted registration the advice is to compare with the service or to close the entry', () => {
  for (const code of ['run.interrupted', 'registration.uncertain'] as const) {
    const { title, tryThis } = formatFault(new Fault(code).toData(), 'registration')
    expect(title).toBe('The server stopped during the run')
    expect(tryThis).toContain('use “Compare with the service”')
    expect(tryThis).toContain('close its entry under Registrations')
    expect(tryThis).toMatch(/then turn the flow on again\.$/)
  }
})

test('any other fault has its own sentence and a title', () => {
  const missing = new Fault('card.input-missing', { field: 'Text', card: 'Say' }).toData()
  expect(formatFault(missing, 'flow')).toMatchObject({
    title: 'An input is empty',
    cause: missing.message
  })
  const unforeseen = new Fault('choices.unreadable', { flow: 'Teams', what: 'no list.' }).toData()
  expect(formatFault(unforeseen, 'flow').title).toBe('A card failed')
})
