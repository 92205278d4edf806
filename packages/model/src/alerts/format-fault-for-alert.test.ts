import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Fault, type FaultCode } from '../kernel/fault.ts'
import { faultTable } from '../kernel/fault-table.ts'
import { formatFaultForAlert } from './format-fault-for-alert.ts'

// The keys of the table are the codes.
const codes = Object.keys(faultTable) as FaultCode[]

test('the sentence names the failure by its code and its numbers', () => {
  const why = 'POST /hooks was answered with 422: {"error":"No seat for Ada."}'
  const details = {
    why,
    cause: 'http.status',
    where: ' at the card “Create”',
    status: 422,
    body: 'No seat for Ada.'
  }
  expect(formatFaultForAlert(new Fault('registration.may-exist', details))).toBe(
    'The registration flow failed after it had sent its request: the service answered 422.'
  )
  expect(formatFaultForAlert(new Fault('deregistration.failed', { why, cause: 'card.failed' }))).toBe(
    'The deregistration flow failed: a card failed.'
  )
  expect(
    formatFaultForAlert(new Fault('http.no-answer', { method: 'POST', url: '/hooks', why: 'Ada hung up.' }))
  ).toBe('The service gave no answer.')
  expect(formatFaultForAlert(new Fault('registration.uncertain'))).toContain(
    'The server stopped during a request'
  )
  expect(formatFaultForAlert(new Fault('renewal.timed-out', { seconds: 60 }))).toContain(
    'did not finish within 60 seconds'
  )
})

test('the sentence shows the code of a stored fault that the table no longer has', () => {
  // What a version before has kept is read as it is.
  const kept = { code: 'registration.shelved' as FaultCode, details: { why: 'Ada hung up.' } }
  expect(formatFaultForAlert(kept)).toBe('The attempt failed with the error registration.shelved.')
})

test('the sentence quotes no value, for any fault and any cause', () => {
  const names = [
    ...new Set(codes.flatMap(code => faultTable[code].sentence.match(/(?<=\{)\w+(?=\})/g) ?? []))
  ]
  const code = fc.constantFrom(...codes)
  fc.assert(
    fc.property(code, fc.option(code), (failed, cause) => {
      const quoted = Object.fromEntries(names.map(name => [name, 'Ada Canary']))
      const said = formatFaultForAlert(new Fault(failed, { ...quoted, ...(cause !== null && { cause }) }))
      expect(said).not.toContain('Canary')
      expect(said).not.toContain('{')
      expect(said).toMatch(/^[A-Z].*\.$/)
    }),
    { numRuns: 2_000 }
  )
})
