import { describe, expect, test } from 'vitest'
import { type Checklist, firstStepsOf, ownConnectionsTo, type StepId } from './first-steps.ts'

const checklist = (done: Partial<Record<StepId, boolean>>): Checklist => ({
  sample: null,
  practiceUrl: null,
  processId: null,
  survival: null,
  items: [
    { id: 'load-sample', done: done['load-sample'] ?? false },
    { id: 'open-flow', done: null },
    { id: 'turn-on', done: done['turn-on'] ?? false },
    { id: 'send-event', done: done['send-event'] ?? false },
    { id: 'see-run', done: null },
    { id: 'stop-server', done: done['stop-server'] ?? false },
    { id: 'sign-in', done: done['sign-in'] ?? false }
  ]
})

const shown = (done: Partial<Record<StepId, boolean>>, ...looks: StepId[]): string[] =>
  firstStepsOf(checklist(done), new Set(looks)).map(({ is }) => is)

describe('the first steps', () => {
  test('before one that is done are done, so that a flow without the sample needs none', () => {
    expect(shown({ 'turn-on': true })).toEqual(['done', 'done', 'done', 'next', 'waiting', 'waiting', 'open'])
    expect(shown({ 'turn-on': false, 'send-event': true }).slice(0, 5)).toEqual([
      'done',
      'done',
      'done',
      'done',
      'next'
    ])
  })

  test('begin with the sample, and the steps after it wait for it', () => {
    expect(shown({})).toEqual(['next', 'waiting', 'waiting', 'waiting', 'waiting', 'waiting', 'waiting'])
  })

  test('have the first open step as the next, and a page to view counts as seen once a later step is done', () => {
    expect(shown({ 'load-sample': true })).toEqual([
      'done',
      'next',
      'open',
      'waiting',
      'waiting',
      'waiting',
      'open'
    ])
    expect(shown({ 'load-sample': true, 'turn-on': true })).toEqual([
      'done',
      'done',
      'done',
      'next',
      'waiting',
      'waiting',
      'open'
    ])
    expect(shown({ 'load-sample': true, 'sign-in': true })[1]).toBe('next')
  })

  test('take viewed pages from the browser and the rest from the server', () => {
    const looks: StepId[] = ['open-flow', 'turn-on']
    expect(shown({ 'load-sample': true }, ...looks)).toEqual([
      'done',
      'done',
      'next',
      'waiting',
      'waiting',
      'waiting',
      'open'
    ])
  })
})

test('the sign-in step needs a connection of the member, not one of another member', () => {
  const chat = { connectorId: 'chat', connectionId: 'of-sample' }
  const connections = [
    { id: 'of-sample', connectorId: 'chat', access: 'own' as const },
    { id: 'of-uma', connectorId: 'chat', access: 'other' as const },
    { id: 'shared', connectorId: 'chat', access: 'shared' as const },
    { id: 'hr', connectorId: 'hr', access: 'own' as const },
    { id: 'left', connectorId: 'chat', access: 'own' as const }
  ]
  expect(ownConnectionsTo(chat, connections).map(({ id }) => id)).toEqual(['left'])
})
