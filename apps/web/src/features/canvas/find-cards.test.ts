import { cardSpecs } from '@hookwright/cards'
import { cardDocs } from '@hookwright/cards/docs'
import { describe, expect, test } from 'vitest'
import { bestMatching } from '../../kit/find/best-matching.ts'
import { findCards, MOST_FOUND, type PaletteEntry } from './find-cards.ts'
import type { OfferedActions } from './offered-action.ts'
import { flowOf, put } from './testing/flow-of.ts'

const flow = flowOf([put('helper-flow', 'start')])
const titles = (typed: string, recent: string[] = []) =>
  found(typed, { recent }).groups.map(group => [group.heading, group.items.map(nameOf)])

const connector = (id: string, actions: string[]): OfferedActions => ({
  connectorId: id,
  connectorName: `Acme ${id}`,
  versionId: `${id}-v1`,
  versionNumber: 1,
  branding: { logo: null, accent: '#4f46e5', docsUrl: null },
  needsConnection: true,
  actions: actions.map(name => ({ flowId: name.replaceAll(' ', '-'), name, description: `Does ${name}.` }))
})

const nameOf = (entry: PaletteEntry): string => {
  if (entry.is === 'card') return entry.spec.title
  return entry.is === 'action'
    ? `${entry.action.name} of ${entry.action.connector.connectorName}`
    : `${entry.isOpen ? '-' : '+'} ${entry.connector.connectorName}`
}

const found = (
  typed: string,
  params: { recent?: string[]; offered?: OfferedActions[]; flipped?: string[] } = {}
) =>
  findCards({
    flow,
    specs: cardSpecs,
    hasActions: true,
    words: cardDocs,
    offered: params.offered ?? [],
    flipped: new Set(params.flipped),
    typed,
    recent: params.recent ?? [],
    matching: bestMatching
  })

test('without a search the cards are listed by group, after the recent ones', () => {
  const [first, second] = titles('', ['now', 'gone'])
  expect(first).toEqual(['Recent', ['Now']])
  expect(second?.[0]).toBe('Branching')
  expect(titles('').map(([heading]) => heading)).not.toContain('Events')
})

test('a search matches titles first, then groups and descriptions', () => {
  expect(titles('base64')[0]?.[1]?.slice(0, 2)).toEqual(['Base64', 'Base64 Decode'])
  expect(titles('encryption')[0]?.[1]).toEqual(expect.arrayContaining(['HMAC', 'Hash']))
  expect(titles('secret key')[0]?.[1]).toContain('HMAC')
  expect(titles('nothing like it')).toEqual([])
})

test.each([
  ['http', 'API Get'],
  ['api', 'API Get'],
  ['if', 'If/Else'],
  ['loop', 'For Each'],
  ['switch', 'If/ElseIf'],
  ['delay', 'Wait For'],
  ['log', 'Note'],
  ['regex', 'Find Pattern'],
  ['code', 'Formula'],
  ['uuid', 'Random'],
  ['fetch', 'API Get'],
  ['comment', 'Note'],
  ['email', 'Compose'],
  ['parse', 'Parse'],
  ['template', 'Compose'],
  ['webhook', 'API Get']
])('%s finds a card by the word that other products use', (typed, title) => {
  expect(titles(typed)[0]?.[1]?.slice(0, 4)).toContain(title)
})

test('missing letters are tolerated if nothing contains the exact word', () => {
  expect(titles('cmpose')[0]?.[1]?.[0]).toBe('Compose')
  expect(titles('compose')[0]?.[1]?.[0]).toBe('Compose')
})

describe('actions of deployed connectors', () => {
  const chat = connector('Chat', ['Post message', 'Archive channel'])
  const tracker = connector('Tracker', ['Create issue'])
  const many = connector(
    'Large',
    Array.from({ length: 100 }, (_, index) => `Make thing ${index}`)
  )
  const listed = (params: Parameters<typeof found>[1], typed = '') =>
    found(typed, params).groups.map(({ heading, items }) => [heading, items.map(nameOf)])

  test('stand below their connectors, which are open while there are few', () => {
    expect(listed({ offered: [chat, tracker] })[0]).toEqual([
      'Connectors',
      [
        '- Acme Chat',
        'Post message of Acme Chat',
        'Archive channel of Acme Chat',
        '- Acme Tracker',
        'Create issue of Acme Tracker'
      ]
    ])
    expect(listed({ offered: [chat, tracker], flipped: ['Chat', 'Tracker'] })[0]?.[1]).toEqual([
      '+ Acme Chat',
      '+ Acme Tracker'
    ])
  })

  test('are folded while there are many, until their connector is opened', () => {
    expect(listed({ offered: [many, tracker] })[0]?.[1]).toEqual(['+ Acme Large', '+ Acme Tracker'])
    expect(listed({ offered: [many, tracker], flipped: ['Tracker'] })[0]?.[1]).toEqual([
      '+ Acme Large',
      '- Acme Tracker',
      'Create issue of Acme Tracker'
    ])
  })

  test('are found by their names, descriptions and connectors', () => {
    const offered = [chat, tracker]
    expect(listed({ offered }, 'create issue')[0]?.[1]?.[0]).toBe('Create issue of Acme Tracker')
    expect(listed({ offered }, 'does archive')[0]?.[1]).toEqual(['Archive channel of Acme Chat'])
    expect(listed({ offered }, 'acme chat')[0]?.[1]).toEqual([
      'Post message of Acme Chat',
      'Archive channel of Acme Chat'
    ])
  })

  test('are found by words of the action and its connector together, and stand among cards by how well they match', () => {
    const hash = connector('Vault', ['Hash value', 'Delete hash'])
    expect(listed({ offered: [chat, tracker] }, 'message chat')[0]?.[1]).toEqual([
      'Post message of Acme Chat'
    ])
    const titles = listed({ offered: [hash] }, 'hash')[0]?.[1] ?? []
    expect(titles.slice(0, 3)).toEqual(['Hash', 'Hash value of Acme Vault', 'Delete hash of Acme Vault'])
  })

  test('are listed up to a limit; the others are counted', () => {
    const { groups, more } = found('make thing', { offered: [many] })
    expect(groups[0]?.items).toHaveLength(MOST_FOUND)
    expect(more).toBe(100 - MOST_FOUND)
  })

  test('are listed among the recent cards while they exist', () => {
    const recent = ['Tracker/Create-issue', 'now', 'Gone/gone']
    expect(listed({ offered: [tracker], recent })[0]).toEqual([
      'Recent',
      ['Create issue of Acme Tracker', 'Now']
    ])
  })
})
