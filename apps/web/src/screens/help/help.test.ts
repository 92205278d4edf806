import { expect, test } from 'vitest'
import { createSlugs, slugOf } from '../../kit/help/slug.ts'
import { groupsIn, helpPages, nameOfFile } from './help-pages.ts'
import { helpSources } from './help-sources.ts'
import { targetOf } from './link-target.ts'
import { readPage, sectionsOf } from './read-page.ts'
import { indexPage, searchHelp } from './search-help.ts'

test('anchors equal those of GitHub, and are unique on a page', () => {
  expect(slugOf('http.status')).toBe('httpstatus')
  expect(slugOf('Text: Pad')).toBe('text-pad')
  expect(slugOf('Why didn’t it run?')).toBe('why-didnt-it-run')
  const slug = createSlugs()
  expect(['Setup', 'Setup', 'Other'].map(slug)).toEqual(['setup', 'setup-1', 'other'])
})

test('the index is parsed as groups of pages in order', () => {
  const index =
    '# Guide\n\nIntro.\n\n## Start\n\n- [First](first.md): Begin here.\n- [Words](../words.md): All words.\n'
  expect(groupsIn(index)).toEqual([
    {
      title: 'Start',
      pages: [
        { name: 'first', title: 'First', about: 'Begin here.' },
        { name: 'words', title: 'Words', about: 'All words.' }
      ]
    }
  ])
  expect(nameOfFile('../guide/README.md')).toBe('guide')
  expect(new Set(helpPages.map(({ name }) => name)).size).toBe(helpPages.length)
  expect(helpPages.filter(({ name }) => !helpSources.has(name))).toEqual([])
})

test('a link is resolved to a page with its heading, to an external address, or to nothing', () => {
  const isPage = (name: string) => ['guide', 'oauth', 'backup'].includes(name)
  expect(targetOf('oauth.md#try-it', 'guide', isPage)).toEqual({ is: 'page', name: 'oauth', hash: 'try-it' })
  expect(targetOf('../backup.md', 'guide', isPage)).toEqual({ is: 'page', name: 'backup', hash: undefined })
  expect(targetOf('#here', 'oauth', isPage)).toEqual({ is: 'page', name: 'oauth', hash: 'here' })
  expect(targetOf('README.md', 'oauth', isPage)).toEqual({ is: 'page', name: 'guide', hash: undefined })
  expect(targetOf('https://example.com', 'oauth', isPage)).toEqual({
    is: 'elsewhere',
    url: 'https://example.com'
  })
  expect(targetOf('../../../apps/server/README.md', 'oauth', isPage)).toEqual({ is: 'nothing' })
  expect(targetOf('../decisions', 'oauth', isPage)).toEqual({ is: 'nothing' })
})

const page = { name: 'oauth', title: 'OAuth', about: '' }
const markdown = `# OAuth

Users sign in at the **service**.

## Refresh tokens

- Refreshed \`early\`.
  - Nested detail.

| field | value |
|---|---|
| Scope | read |

## When it fails

\`\`\`sh
hookwright doctor
\`\`\`
`

test('a page is split into sections with the text of lists, tables and code', () => {
  const sections = sectionsOf(readPage(markdown))
  expect(sections.map(({ heading }) => heading.slug)).toEqual(['oauth', 'refresh-tokens', 'when-it-fails'])
  expect(sections[0]?.text).toBe('Users sign in at the service.')
  expect(sections[1]?.text).toMatch(/Refreshed early\..*Nested detail\..*Scope · read/s)
  expect(sections[2]?.text).toBe('hookwright doctor')
})

test('a search finds headings and text, headings first, and only sections with all words', () => {
  const index = indexPage(page, markdown)
  expect(searchHelp(index, 'refresh').map(({ slug }) => slug)).toEqual(['refresh-tokens'])
  expect(searchHelp(index, 'DOCTOR').map(({ heading }) => heading)).toEqual(['When it fails'])
  expect(searchHelp(index, 'fails scope')).toEqual([])
  expect(searchHelp(index, 'oauth')[0]).toMatchObject({ heading: 'OAuth', slug: undefined })
  expect(searchHelp(index, ' ')).toEqual([])
})

test('an excerpt contains the match', () => {
  const text = `${'word '.repeat(100)}needle ${'word '.repeat(100)}`
  const [found] = searchHelp([{ page, heading: 'Long', slug: 'long', text }], 'needle')
  expect(found?.excerpt).toMatch(/^… .*needle.* …$/)
  expect(found?.excerpt.length).toBeLessThan(200)
})
