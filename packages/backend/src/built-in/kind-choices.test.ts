import { alertKinds } from '@hookwright/model'
import { expect, test } from 'vitest'
import { isChosenKind, kindChoices } from './kind-choices.ts'

const chosenBy = (value: unknown) => alertKinds.filter(kind => isChosenKind(value, kind))

test('an empty choice means every kind of alert, and a chosen kind means that kind', () => {
  for (const nothing of [null, undefined, '']) expect(chosenBy(nothing)).toEqual([...alertKinds])
  for (const kind of alertKinds) expect(chosenBy(kind)).toEqual([kind])
})

test('every row of the choice matches a kind, and related rows match only their own kinds', () => {
  for (const { value } of kindChoices) expect(chosenBy(value).length).toBeGreaterThan(0)
  expect(chosenBy('subscriptions')).not.toContain('run-on-hold')
  expect(chosenBy('running')).toEqual(['run-on-hold', 'authorization-lost', 'breaker-open'])
})

test('an unknown row matches no kind of alert', () => {
  expect(chosenBy('toString')).toEqual([])
  expect(chosenBy(7)).toEqual([])
})
