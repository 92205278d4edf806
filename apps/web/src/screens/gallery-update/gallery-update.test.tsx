import { literal, noAuthentication, plainBranding, type VersionSnapshot } from '@hookwright/model'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { SideDifferences } from './side-differences.tsx'
import { TakenParts } from './taken-parts.tsx'

const textOf = (markup: string): string =>
  markup
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

test('changed parts of the gallery can be selected, own changes are kept, and conflicts are marked', () => {
  const units = [
    { part: 'about', name: 'Description', yours: 'same', theirs: 'changed', isConflict: false },
    { part: '1', name: 'Issue opened', yours: 'changed', theirs: 'same', isConflict: false },
    { part: '2', name: 'Push', yours: 'changed', theirs: 'changed', isConflict: true },
    { part: '3', name: 'Old', yours: 'same', theirs: 'removed', isConflict: false }
  ] as const
  const markup = renderToStaticMarkup(
    <TakenParts units={[...units]} takes={new Set(['about'])} onTakes={() => {}} />
  )
  const items = markup
    .split('<li')
    .slice(1)
    .map(item => textOf(`<li${item}`))
  expect(items).toEqual([
    'Use “Description” from the gallery changed in the gallery, not changed by you',
    'Issue opened: your version is kept not changed in the gallery, changed by you',
    'Use “Push” from the gallery changed in the gallery, changed by you Changed on both sides',
    'Old: your version is kept removed from the gallery, not changed by you'
  ])
  expect(markup.match(/aria-checked="true"/g)).toHaveLength(1)
})

test('differences are listed by flow, with the fields of their cards', () => {
  const snapshotOf = (description: string, url: string): VersionSnapshot => ({
    ...{ schemaVersion: 1, name: 'Acme', description },
    ...{ authentication: noAuthentication, branding: plainBranding },
    flows: [
      {
        ...{ id: '1', name: 'Push', description: '' },
        doc: {
          schemaVersion: 1,
          strip: ['send'],
          cards: { send: { id: 'send', type: 'raw-request', config: {}, inputs: { url: literal(url) } } }
        }
      }
    ]
  })
  const before = { key: 'base', name: 'Last gallery version', snapshot: snapshotOf('One', '/a') }
  const after = { key: 'theirs', name: 'Gallery', snapshot: snapshotOf('Two', '/b') }
  const said = textOf(renderToStaticMarkup(<SideDifferences before={before} after={after} />))
  expect(said).toContain('Settings and authentication')
  expect(said).toMatch(/Push .*Raw Request .*\/a \/b/)
  const same = renderToStaticMarkup(<SideDifferences before={before} after={before} />)
  expect(textOf(same)).toBe('No differences.')
})
