import { problemsOf } from '@hookwright/engine'
import { flowOf, runWith } from '@hookwright/engine/testing'
import { type Binding, literal, pill } from '@hookwright/model'
import { expect, test } from 'vitest'
import { cardSpecs } from '../index.ts'
import { catalogWithFlows, field, put } from '../testing.ts'
import { webhookRegistration } from '../webhook-registration/card.ts'
import { registrationReturn } from './card.ts'

const start = put(webhookRegistration, 'start', { config: { inputs: [field('until', 'Until')] } })
const flowWith = (inputs: Record<string, Binding>) =>
  flowOf(start, put(registrationReturn, 'return', { inputs }))
const runWithData = (data: Record<string, string>) =>
  runWith(flowWith({ registrationData: literal(data) }), {}, { specs: cardSpecs })

/** Returns Registration Data with a JSON text of exactly this many bytes. */
const dataOf = (bytes: number): Record<string, string> => ({ a: 'x'.repeat(bytes - '{"a":""}'.length) })

test('[row 68] the card returns Registration Data and its expiry', async () => {
  const inputs = { registrationData: literal({ id: 41 }), expiresAt: literal('2026-02-01T00:00:00Z') }
  const outcome = await runWith(flowWith(inputs), {}, { specs: cardSpecs })
  expect(outcome.result).toEqual({ registrationData: { id: 41 }, expiresAt: '2026-02-01T00:00:00Z' })
})

test('a service that needs no data to deregister is accepted', async () => {
  expect(problemsOf(flowWith({}), cardSpecs, catalogWithFlows(cardSpecs, {}))).toEqual([])
  const outcome = await runWith(flowWith({}), {}, { specs: cardSpecs })
  expect(outcome.result).toEqual({ registrationData: null, expiresAt: null })
})

test('Registration Data of exactly 64 KiB is stored', async () => {
  const outcome = await runWithData(dataOf(65_536))
  expect(outcome.status).toEqual({ is: 'succeeded' })
})

test('Registration Data one byte larger is refused with its size', async () => {
  const outcome = await runWithData(dataOf(65_537))
  expect(outcome.status).toMatchObject({
    is: 'failed',
    at: ['return'],
    fault: { code: 'registration.data-too-large', details: { bytes: 65_537 } }
  })
})

test('characters are counted in bytes', async () => {
  const outcome = await runWithData({ a: 'é'.repeat(40_000) })
  expect(outcome.status).toMatchObject({
    fault: { code: 'registration.data-too-large', details: { bytes: 80_008 } }
  })
})

test('a text is not valid Registration Data, and a text without a moment is no Expires At', () => {
  const inputs = { registrationData: pill('start', 'eventUrl'), expiresAt: literal('tomorrow') }
  expect(problemsOf(flowWith(inputs), cardSpecs, catalogWithFlows(cardSpecs, {}))).toMatchObject([
    { code: 'pill-type', field: 'registrationData' },
    { code: 'input-literal', field: 'expiresAt' }
  ])
})
