import type { RunStatus } from '@hookwright/model'
import { expect, test } from 'vitest'
import { formatEndRun } from './format-end-run.ts'

const waiting: RunStatus = { is: 'waiting', until: 9, at: [], waitsFor: { is: 'asked' } }

test('the question uses the verb of the button, and lists what is deleted with the run', () => {
  const { act, lost } = formatEndRun({ status: waiting, deliveryId: 'delivery' })
  expect(act).toBe('Cancel')
  expect(lost.join(' ')).toContain(
    'The data of the run is then kept only as long as the flow’s retention allows'
  )
  expect(formatEndRun({ status: { is: 'on-hold', why: 'It failed.' }, deliveryId: 'delivery' }).act).toBe(
    'Close'
  )
})

test('a run without a delivery cannot be run again, and the question says so', () => {
  expect(formatEndRun({ status: waiting, deliveryId: null }).lost).toContain(
    'The input of the run is deleted, so the run cannot be repeated.'
  )
})
