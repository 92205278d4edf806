import { expect, test } from 'vitest'
import { replayEntries } from './replay-entries.ts'

const can = (says: string) => ({ can: true as const, says })
const begun: unknown[] = []
const told = (choices: Parameters<typeof replayEntries>[0]) =>
  replayEntries(choices, mode => begun.push(mode)).map(group =>
    group.map(({ label, disabled }) => (disabled === undefined ? label : `${label} – ${disabled}`))
  )

test('every version of the flow can be replayed, with and without side effects', () => {
  const on = { newest: can('revision 2'), pinned: can('revision 1'), draft: can('the draft') }
  expect(told({ noReplay: null, on, noAnswers: null })).toEqual([
    ['With the current flow: revision 2', 'With the original flow: revision 1', 'With the draft: the draft'],
    [
      'With the current flow, without side effects',
      'With the original flow, without side effects',
      'With the draft, without side effects'
    ]
  ])
  for (const entry of replayEntries(undefined, mode => begun.push(mode)).flat()) entry.run()
  expect(begun).toHaveLength(6)
  expect(begun.at(-1)).toEqual({ on: 'draft', effects: false })
})

test('an entry that cannot be chosen has its reason', () => {
  const draft = { can: false as const, why: 'The draft lacks a URL.' }
  const on = { newest: can('revision 2'), pinned: can('revision 1'), draft }
  expect(told({ noReplay: null, on, noAnswers: 'Nothing is kept.' })).toEqual([
    [
      'With the current flow: revision 2',
      'With the original flow: revision 1',
      'With the draft – The draft lacks a URL.'
    ],
    [
      'With the current flow, without side effects – Nothing is kept.',
      'With the original flow, without side effects – Nothing is kept.',
      'With the draft, without side effects – The draft lacks a URL.'
    ]
  ])
})

test('all entries can be chosen while the options are loading', () => {
  expect(told(undefined).flat()).toHaveLength(6)
})
