import { expect, test } from 'vitest'
import { replayEntries } from './replay-entries.ts'

const can = (says: string) => ({ can: true as const, says })
const begun: unknown[] = []
const told = (choices: Parameters<typeof replayEntries>[0]) =>
  replayEntries(choices, mode => begun.push(mode)).map(group =>
    group.map(({ label, disabled }) => (disabled === undefined ? label : `${label} – ${disabled}`))
  )

test('each flow can be run again, with and without side effects', () => {
  const on = { newest: can('revision 2'), pinned: can('revision 1'), draft: can('the draft') }
  expect(told({ noReplay: null, on, noAnswers: null })).toEqual([
    ['On the newest: revision 2', 'On what ran then: revision 1', 'On the draft: the draft'],
    [
      'On the newest, without side effects',
      'On what ran then, without side effects',
      'On the draft, without side effects'
    ]
  ])
  for (const entry of replayEntries(undefined, mode => begun.push(mode)).flat()) entry.run()
  expect(begun).toHaveLength(6)
  expect(begun.at(-1)).toEqual({ on: 'draft', effects: false })
})

test('what cannot be chosen says why', () => {
  const draft = { can: false as const, why: 'The draft lacks a URL.' }
  const on = { newest: can('revision 2'), pinned: can('revision 1'), draft }
  expect(told({ noReplay: null, on, noAnswers: 'Nothing is kept.' })).toEqual([
    ['On the newest: revision 2', 'On what ran then: revision 1', 'On the draft – The draft lacks a URL.'],
    [
      'On the newest, without side effects – Nothing is kept.',
      'On what ran then, without side effects – Nothing is kept.',
      'On the draft, without side effects – The draft lacks a URL.'
    ]
  ])
})

test('before anybody knows, all can be chosen', () => {
  expect(told(undefined).flat()).toHaveLength(6)
})
