import { type Flow, one, pill } from '@hookwright/model'
import { expect, test } from 'vitest'
import { sampleFindings } from './sample-findings.ts'

const created = {
  id: 'created',
  label: 'Created at',
  fieldType: 'text-field',
  dataType: one('date'),
  required: false
}
const doc: Flow = {
  schemaVersion: 1,
  strip: ['event', 'return'],
  cards: {
    event: { id: 'event', type: 'webhook-event', config: {}, inputs: {} },
    return: {
      id: 'return',
      type: 'return-outputs',
      config: { groups: [{ id: 'all', name: 'All', fields: [created] }], runMode: false },
      inputs: { created: pill('event', 'body', ['created_at']) }
    }
  }
}
const flow = { id: 'f1', name: 'User created', active: true, doc }
const sample = (value: unknown) => () => ({ body: { created_at: value } })

test('an output type that contradicts the sample of the event is a warning', () => {
  expect(sampleFindings([flow], sample(1_764_576_000))).toMatchObject([
    {
      code: 'HW-unfit-outputs',
      severity: 'warning',
      flowId: 'f1',
      flowName: 'User created',
      cardId: 'return',
      field: 'created',
      message: expect.stringContaining('“Created at” is declared as Date & Time, but the sample has Number')
    }
  ])
})

test('fitting samples, inactive flows and flows without a sample give no warning', () => {
  expect(sampleFindings([flow], sample('2026-12-01T08:00:00Z'))).toEqual([])
  expect(sampleFindings([{ ...flow, active: false }], sample(1))).toEqual([])
  expect(sampleFindings([flow], () => null)).toEqual([])
})
