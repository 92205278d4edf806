import { describe, expect, test } from 'vitest'
import { Fault, type FaultCode, httpStatusOf, toFault } from './fault.ts'
import { faultTable } from './fault-table.ts'

const isCode = (text: string): text is FaultCode => Object.hasOwn(faultTable, text)
const codes = Object.keys(faultTable).filter(isCode)

/** Returns values for every placeholder in a fault's message. */
const detailsFor = (code: FaultCode): Record<string, string> =>
  Object.fromEntries(
    [...faultTable[code].sentence.matchAll(/\{(\w+)/g)].map(([, name = '']) => [name, `<${name}>`])
  )

describe('every fault', () => {
  test.each(codes)('%s has a sentence with its details, or ends with a given one', code => {
    const { sentence } = faultTable[code]
    expect(sentence).toMatch(/^((\p{Lu}|\{).*\.|.*\{(what|why|message|said\|body)\})$/su)
    const details = detailsFor(code)
    const { message } = new Fault(code, details)
    expect(message).not.toMatch(/[{}]/)
    for (const value of Object.values(details)) expect(message).toContain(value)
  })

  test.each(codes)('%s has the HTTP status of a fault', code => {
    expect(httpStatusOf(code)).toBe(faultTable[code].http)
    expect(httpStatusOf(code)).toBeGreaterThanOrEqual(400)
    expect(httpStatusOf(code)).toBeLessThan(600)
  })

  test.each(codes)('%s is the same after it was stored as data', code => {
    const fault = new Fault(code, detailsFor(code))
    const data: unknown = JSON.parse(JSON.stringify(fault.toData()))
    expect(data).toEqual({ code, message: fault.message, details: detailsFor(code) })
    expect(new Fault(code, fault.toData().details).toData()).toEqual(data)
  })
})

describe('a fault', () => {
  test('fills its sentence with the details, as text', () => {
    const fault = new Fault('http.timed-out', { method: 'GET', url: 'https://acme.test/{x}', seconds: 3 })
    expect(fault.message).toBe('GET https://acme.test/{x} did not answer within 3 seconds.')
    expect(httpStatusOf(fault.code)).toBe(504)
  })

  // review: services 16
  test('separates the message of a service from the next sentence', () => {
    const refused = (why: string) => new Fault('registration.refused', { where: '', why }).message
    const end = ' Fix this and try again.'
    expect(refused('POST /hooks was answered with 400: bad url')).toContain(`400: bad url.${end}`)
    expect(refused('It said: {"error":"bad url"}')).toContain(`"bad url"}.${end}`)
    for (const sentence of ['It failed.', 'Is it on?', 'No!', 'and so on…'])
      expect(refused(sentence)).toContain(`${sentence}${end}`)
  })

  test('replaces a missing detail with an empty text', () => {
    expect(new Fault('card.unknown').message).toBe(
      'This installation does not have the card type “”. Delete the card or update Hookwright.'
    )
  })

  test('uses the second of two details if the first one is missing', () => {
    const answered = (details: Record<string, string>) =>
      new Fault('http.status', { method: 'GET', url: '/a', status: 403, ...details }).message
    expect(answered({ body: '{"error":"no"}', said: 'no' })).toBe('GET /a was answered with 403: no')
    expect(answered({ body: 'never' })).toBe('GET /a was answered with 403: never')
    expect(answered({})).toBe('GET /a was answered with 403: ')
  })

  test('inserts a detail with a dollar sign literally', () => {
    expect(new Fault('card.failed', { message: "$& $1 $' costs $5" }).message).toBe("$& $1 $' costs $5")
  })

  test('is an error with its code and its cause', () => {
    const cause = new Error('disk')
    const fault = new Fault('storage.failed', { why: 'no space' }, cause)
    expect(fault).toBeInstanceOf(Error)
    expect(fault.name).toBe('Fault')
    expect(fault.cause).toBe(cause)
    expect(new Fault('internal')).not.toHaveProperty('cause')
  })
})

describe('a thrown value', () => {
  test('stays the same fault', () => {
    const fault = new Fault('run.gone')
    expect(toFault(fault)).toBe(fault)
  })

  test.each([[new TypeError('x')], ['text'], [null], [{ code: 'run.gone' }]])(
    'becomes an internal fault for %o, with its cause hidden',
    thrown => {
      const fault = toFault(thrown)
      expect(fault.code).toBe('internal')
      expect(fault.cause).toBe(thrown)
      expect(JSON.stringify(fault.toData())).not.toContain('TypeError')
    }
  )
})
