import type { RunStatus, Step } from '@hookwright/model'
import { expect, it } from 'vitest'
import { cardStatesOf } from './card-states.ts'

const strip = ['start', 'ask', 'tell']
const fault = { code: 'http.status' as const, message: 'Refused', details: {} }

const states = (
  statuses: Record<string, Step['status']>,
  status: RunStatus,
  cards: string[] | null = strip
) => cardStatesOf({ strip: cards, statuses: new Map(Object.entries(statuses)), status })

it('gives the state of each card, and those that were not reached', () => {
  const failed: RunStatus = { is: 'failed', at: ['ask'], fault }
  expect(states({ start: 'succeeded', ask: 'failed' }, failed)).toEqual([
    'succeeded',
    'failed',
    'not-reached'
  ])
  expect(states({ start: 'succeeded', ask: 'skipped', tell: 'succeeded' }, { is: 'succeeded' })).toEqual([
    'succeeded',
    'skipped',
    'succeeded'
  ])
})

it('gives only the failed card of a run without a trace', () => {
  expect(states({}, { is: 'failed', at: ['ask', 0, 'inner'], fault })).toEqual([
    'unknown',
    'failed',
    'not-reached'
  ])
  expect(states({}, { is: 'on-hold', why: 'It was asked to.', at: ['start'] })?.[0]).toBe('failed')
  expect(states({}, { is: 'succeeded' })).toBeNull()
  expect(states({}, { is: 'cancelled' })).toBeNull()
})

it('gives the card that runs after those that have ended', () => {
  expect(states({}, { is: 'queued' })).toEqual(['not-reached', 'not-reached', 'not-reached'])
  expect(states({}, { is: 'running' })).toEqual(['running', 'not-reached', 'not-reached'])
  expect(states({ start: 'succeeded' }, { is: 'running' })).toEqual(['succeeded', 'running', 'not-reached'])
})

it('gives the cards that ran if those of the flow are unknown', () => {
  expect(states({ start: 'succeeded', ask: 'stopped' }, { is: 'succeeded' }, null)).toEqual([
    'succeeded',
    'stopped'
  ])
  expect(states({}, { is: 'running' }, null)).toBeNull()
})
