import type { Step } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import { mainOutputOf, runStopsOf } from './run-stops.ts'

const line = (name: string, step: Partial<Step> = {}, path: Step['path'] = [name]) => ({
  path,
  name,
  type: `type-of-${name}`,
  step: { path, status: 'succeeded' as const, from: 2, to: 50, ...step }
})
const card = (title: string) => ({ type: `type-of-${title}`, title })
const names = ({ stops }: ReturnType<typeof runStopsOf>): string[] => stops.map(({ name }) => name)

describe('runStopsOf', () => {
  it('shows the subject on the first card, and an output on each other one', () => {
    const { stops } = runStopsOf({
      lines: [line('start', { outputs: 'given' }), line('assign', { outputs: { ok: true, tag: 'HR-0007' } })],
      cards: [card('start'), card('assign')],
      length: 2,
      subject: 'Ines Abara'
    })
    expect(stops.map(({ value, took }) => [value, took])).toEqual([
      ['Ines Abara', 48],
      ['HR-0007', 48]
    ])
  })

  it('omits the cards inside other cards', () => {
    const lines = [line('start'), line('if'), line('inside', {}, ['if', 0, 'inside'])]
    expect(names(runStopsOf({ lines, cards: [], length: null, subject: null }))).toEqual(['start', 'if'])
  })

  it('shows the cards after a failed one as not reached', () => {
    const { stops } = runStopsOf({
      lines: [line('start'), line('assign', { status: 'failed' })],
      cards: [card('start'), card('assign'), card('write'), card('post')],
      length: null,
      subject: null
    })
    expect(stops.map(({ status }) => status)).toEqual(['succeeded', 'failed', 'not-reached', 'not-reached'])
  })

  it('shows no upcoming cards when the flow has changed', () => {
    const cards = [card('start'), card('other'), card('post')]
    expect(
      names(runStopsOf({ lines: [line('start'), line('assign')], cards, length: null, subject: null }))
    ).toEqual(['start', 'assign'])
  })

  it('shows the first cards and the last, and counts those in between', () => {
    const lines = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(name => line(name))
    const shown = runStopsOf({ lines, cards: [], length: 7, subject: null })
    expect(names(shown)).toEqual(['a', 'b', 'c', 'd', 'g'])
    expect(shown.stops.at(-1)?.leftOut).toBe(2)
    expect(shown.rest).toBe(0)
  })

  it('omits a card added to the flow since', () => {
    const cards = [card('start'), card('post'), card('added')]
    const lines = [line('start'), line('post')]
    expect(names(runStopsOf({ lines, cards, length: 2, subject: null }))).toEqual(['start', 'post'])
  })

  it('counts the cards after the last one shown', () => {
    const lines = [line('start', { status: 'failed' })]
    const cards = ['start', 'a', 'b', 'c'].map(card)
    const { stops, rest } = runStopsOf({ lines, cards, length: 20, subject: null })
    expect([stops.length, rest]).toEqual([4, 16])
  })

  it('shows the cards of the flow before the first step of a run', () => {
    expect(
      names(runStopsOf({ lines: [], cards: [card('start'), card('post')], length: null, subject: null }))
    ).toEqual(['start', 'post'])
  })
})

describe('mainOutputOf', () => {
  it('prefers text to numbers, in one line', () => {
    expect(mainOutputOf({ size: 3, text: '  Welcome\nto us ' })).toBe('Welcome to us')
    expect(mainOutputOf({ ok: true, size: 3 })).toBe('3')
  })

  it('is null without a text or number', () => {
    expect(mainOutputOf({ body: { a: 'b' }, text: '' })).toBeNull()
    expect(mainOutputOf('given')).toBeNull()
    expect(mainOutputOf(undefined)).toBeNull()
  })
})
