import { expect, test } from 'vitest'
import { flip, openFolds, withPath } from './folds.ts'

const storage = () => {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value)
  }
}

test('folds and typed paths are restored when the flow is opened again', () => {
  const machine = storage()
  const folds = openFolds('f', machine)
  folds.setState(now => flip(now, 'a', 'card'))
  folds.setState(now => withPath(now, { card: 'b', field: 'body', path: ['user', 'id'] }, ['["body"]']))
  const again = openFolds('f', machine).getState()
  expect(again).toEqual(folds.getState())
  expect([...(again.flipped.get('b') ?? [])]).toEqual(['["body"]'])
  expect(openFolds('another', machine).getState().flipped.size).toBe(0)
})

test('a flow opened for the first time starts with the given folds', () => {
  const machine = storage()
  const initial = new Map([['a', new Set(['["body"]'])]])
  const folds = openFolds('f', machine, initial)
  expect(folds.getState().flipped).toEqual(initial)
  folds.setState(now => flip(now, 'a', '["body"]'))
  expect(openFolds('f', machine, initial).getState().flipped.get('a')?.size).toBe(0)
})

test('two toggles restore the state', () => {
  const once = flip({ flipped: new Map(), paths: [] }, 'a', 'card')
  expect(once.flipped.get('a')?.has('card')).toBe(true)
  expect(flip(once, 'a', 'card').flipped.get('a')?.has('card')).toBe(false)
})

test('invalid stored folds are ignored', () => {
  const machine = storage()
  for (const nonsense of ['{', '"x"', '{"flipped":[["a",[1]]],"paths":[]}']) {
    machine.setItem('hookwright.folds.f', nonsense)
    expect(openFolds('f', machine).getState()).toEqual({ flipped: new Map(), paths: [] })
  }
})
