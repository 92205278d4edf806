import type { RunStatus } from '@hookwright/model'
import { expect, test } from 'vitest'
import { formatEndRun } from './format-end-run.ts'

const waiting: RunStatus = { is: 'waiting', until: 9, at: [], waitsFor: { is: 'asked' } }

test('asks with the word of the button, and says what goes with the run', () => {
  const { act, lost } = formatEndRun({ status: waiting, deliveryId: 'delivery' })
  expect(act).toBe('Cancel')
  expect(lost.join(' ')).toContain('Its data is then kept only as long as the flow’s retention allows')
  expect(formatEndRun({ status: { is: 'on-hold', why: 'It failed.' }, deliveryId: 'delivery' }).act).toBe(
    'Close'
  )
})

test('says that a run which another one began cannot be run again', () => {
  expect(formatEndRun({ status: waiting, deliveryId: null }).lost).toContain(
    'Its input is deleted, so it cannot be run again.'
  )
})
