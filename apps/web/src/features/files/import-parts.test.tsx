import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { readArchive } from './archives.ts'
import { FileErrorList, FlowEffects, HostList } from './import-parts.tsx'

/** Returns the text of each list item in the markup. Its parts are separated by spaces. */
const itemsOf = (markup: string): string[] =>
  [...markup.matchAll(/<li(?: [^>]*)?>(.*?)<\/li>/g)].map(([, inner = '']) =>
    inner
      .replace(/<[^>]*>/g, ' ')
      .replace(/ +/g, ' ')
      .trim()
  )

describe('a preview', () => {
  test('lists new hosts first and marks them', () => {
    const hosts = [
      { host: 'api.acme.example', places: ['Authentication'], isNew: false },
      { host: '*', places: ['Get file', 'Send'], isNew: true }
    ]
    expect(itemsOf(renderToStaticMarkup(<HostList hosts={hosts} />))).toEqual([
      'Any host (set by a mapped value) Get file, Send New',
      'api.acme.example Authentication'
    ])
  })

  test('shows the effect on each flow', () => {
    const flows = [
      { id: '1', name: 'User created', effect: 'changed' },
      { id: '2', name: null, effect: 'added' }
    ] as const
    expect(itemsOf(renderToStaticMarkup(<FlowEffects flows={flows} />))).toEqual([
      'User created Changed',
      'Unnamed flow New'
    ])
  })

  test('lists problems with file and line, ten at most', () => {
    const flaws = Array.from({ length: 12 }, (_, n) => ({
      file: 'flows/a.yaml',
      line: n + 1,
      message: 'Wrong.'
    }))
    const markup = renderToStaticMarkup(<FileErrorList flaws={flaws} />)
    expect(itemsOf(markup)).toHaveLength(10)
    expect(itemsOf(markup)[0]).toBe('flows/a.yaml:1 Wrong.')
    expect(markup).toContain('2 more problems are not shown.')
  })
})

test('an archive is read as Base64, and one too large for a request is refused before it is sent', async () => {
  expect(await readArchive(new File([Uint8Array.of(0, 255, 16)], 'a.zip'))).toEqual({
    ok: true,
    archive: 'AP8Q'
  })
  const large = new File([new Uint8Array(50_000_000)], 'large.zip')
  expect(await readArchive(large)).toEqual({
    ok: false,
    flaw: 'large.zip is 50.0 MB, but an archive can be at most 2.9 MB. Remove unrelated files from the archive.'
  })
})
