import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { GalleryEntry } from './connector-start.ts'
import { ServiceList } from './service-list.tsx'
import { startOfEntry } from './use-gallery-starts.ts'

test('the list of services shows a ready connector in its own colour', () => {
  const entry = {
    ...{ key: 'globex', name: 'Globex People', description: 'People of Globex.' },
    ...{ branding: { logo: null, accent: '#1d7845', docsUrl: '' }, events: [], actions: [] }
  } as unknown as GalleryEntry
  const markup = renderToStaticMarkup(
    <ServiceList
      id="services"
      groups={[{ category: 'Ready-made connectors', starts: [startOfEntry(entry)] }]}
      chosen={null}
      onChoose={() => {}}
    />
  )
  expect(markup).toContain('fill="#1d7845"')
})
