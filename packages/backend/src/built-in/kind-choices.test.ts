import { alertKinds } from '@hookwright/model'
import { expect, test } from 'vitest'
import { isChosenKind, kindChoices } from './kind-choices.ts'

const chosenBy = (value: unknown) => alertKinds.filter(kind => isChosenKind(value, kind))

test('nothing chosen is every kind, a kind is that kind', () => {
  for (const nothing of [null, undefined, '']) expect(chosenBy(nothing)).toEqual([...alertKinds])
  for (const kind of alertKinds) expect(chosenBy(kind)).toEqual([kind])
})

test('every row that can be chosen chooses something, and what belongs together leaves the rest out', () => {
  for (const { value } of kindChoices) expect(chosenBy(value).length).toBeGreaterThan(0)
  expect(chosenBy('subscriptions')).not.toContain('run-on-hold')
  expect(chosenBy('running')).toEqual(['run-on-hold', 'authorization-lost', 'breaker-open'])
})

test('what is none of the rows chooses nothing', () => {
  expect(chosenBy('toString')).toEqual([])
  expect(chosenBy(7)).toEqual([])
})
