import { describe, expect, test } from 'vitest'
import { type DeployState, deployStateOf, isDraftAt } from './deploy-state.ts'

const live = { number: 1, status: 'deployed' } as const
const waiting = { number: 2, status: 'test' } as const
const rolledBack = { number: 2, status: 'superseded' } as const

/** Returns the deployment state of a draft that equals only the versions with these numbers (`same`). */
const stateOf = (versions: Parameters<typeof deployStateOf>[0]['versions'], ...same: number[]): DeployState =>
  deployStateOf({ versions, isSame: ({ number }) => same.includes(number) })

describe('the draft of a connector', () => {
  test('that has not changed since a deployment is deployed, and nothing is to be done', () => {
    expect(stateOf([live], 1)).toEqual({ is: 'deployed', number: 1 })
  })

  test('that has changed is deployed as the next version', () => {
    expect(stateOf([live])).toEqual({ is: 'next', number: 2 })
  })

  test('is deployed as the test version that waits', () => {
    expect(stateOf([waiting, live], 2)).toEqual({ is: 'waiting', number: 2 })
  })

  test('that was edited after a test version needs a version with the edits', () => {
    expect(stateOf([waiting, live])).toEqual({ is: 'next', number: 3 })
  })

  test('that equals the newest version after a rollback is deployed as that version', () => {
    expect(stateOf([rolledBack, live], 2)).toEqual({ is: 'waiting', number: 2 })
  })

  test('that equals an older version, which is deployed, has nothing to deploy', () => {
    expect(stateOf([rolledBack, live], 1)).toEqual({ is: 'deployed', number: 1 })
  })

  test('has the warnings of a version only while it equals that version', () => {
    expect(isDraftAt(stateOf([waiting, live], 2), 2)).toBe(true)
    expect(isDraftAt(stateOf([live], 1), 1)).toBe(true)
    expect(isDraftAt(stateOf([waiting, live], 2), 1)).toBe(false)
    expect(isDraftAt(stateOf([waiting, live]), 2)).toBe(false)
    expect(isDraftAt(stateOf([waiting, live]), 3)).toBe(false)
    expect(isDraftAt({ is: 'unknown' }, undefined)).toBe(false)
  })

  test('without a version is deployed as the first one', () => {
    expect(stateOf([])).toEqual({ is: 'next', number: 1 })
  })

  test('is unknown while it is loaded', () => {
    expect(stateOf(undefined)).toEqual({ is: 'unknown' })
    expect(deployStateOf({ versions: [live], isSame: () => null })).toEqual({ is: 'unknown' })
    expect(
      deployStateOf({ versions: [rolledBack, live], isSame: ({ number }) => (number === 2 ? false : null) })
    ).toEqual({ is: 'unknown' })
  })
})
