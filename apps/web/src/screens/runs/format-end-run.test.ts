import type { RunStatus } from '@hookwright/model'
import { expect, test } from 'vitest'
import { formatEndRun } from './format-end-run.ts'

const waiting: RunStatus = { is: 'waiting', until: 9, at: [], waitsFor: { is: 'asked' } }

test('asks with the word of the button, and says what goes with the run', () => {
  const { act, lost } = formatEndRun({ status: waiting, deliveryId: 'delivery' })
  expect(act).toBe('Cancel')
  expect(lost.join(' ')).toContain('Its delivery can be run again from the start while that is kept')
  expect(formatEndRun({ status: { is: 'on-hold', why: 'It failed.' }, deliveryId: 'delivery' }).act).toBe(
    'Close'
  )
})

test('says that a run which another one began cannot be run again', () => {
  expect(formatEndRun({ status: waiting, deliveryId: null }).lost).toContain(
    'What it was begun with goes, so that it cannot be run again.'
  )
})
