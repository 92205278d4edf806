import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { type ForeignReport, ForeignReportView } from './foreign-report.tsx'

const card = (name: string, parts: Partial<ForeignReport['cards'][number]> = {}) => ({
  ...{ flow: 'Sync users', card: name, operation: 'string.trim', service: null },
  ...{ outcome: 'converted' as const, inserted: [], remarks: [] },
  ...parts
})

const report: ForeignReport = {
  ...{ ok: true, source: 'flopack', inFile: 1, remarks: [], choices: [] },
  flows: [
    { name: 'Sync users', cards: 3 },
    { name: 'Acme Read User', cards: 4 }
  ],
  counts: { converted: 1, inserted: 0, stub: 1, note: 1 },
  cards: [
    card('Trim'),
    card('Read User', {
      outcome: 'stub',
      service: 'acmehr',
      operation: 'readUser',
      remarks: ['Fill it in.']
    }),
    card('Export Flow', { outcome: 'note', remarks: ['There is no card for it.'] })
  ]
}

test('a report counts the cards, and lists those to look at with the reasons', () => {
  const text = renderToStaticMarkup(<ForeignReportView report={report} />)
    .replace(/<[^>]*>/g, ' ')
    .replace(/ +/g, ' ')
  expect(text).toContain('2 flows: 1 from the file, and 1 helper flow added for its cards.')
  expect(text).toContain('Converted: 1')
  expect(text).toContain('Read User acmehr ▸ readUser Stub flow Fill it in.')
  expect(text).toContain('Export Flow string.trim Kept as a note There is no card for it.')
  expect(text).not.toContain(' Trim ')
})

test('cards beyond the limit are counted, with the command that prints all', () => {
  const long = {
    ...report,
    cards: Array.from({ length: 201 }, (_, at) => card(`Card ${at}`, { outcome: 'note' }))
  }
  const text = renderToStaticMarkup(<ForeignReportView report={long} />).replace(/<[^>]*>/g, '')
  expect(text).toContain(
    '1 more card follows. The command “hookwright import FILE --report” prints all of them.'
  )
})
