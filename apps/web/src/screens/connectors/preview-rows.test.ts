import { one } from '@hookwright/model'
import { expect, test } from 'vitest'
import { groupedRows, type PreviewRow } from './preview-rows.ts'

const row = (id: string, group: string | null): PreviewRow => ({
  id,
  group,
  label: id,
  type: one('text'),
  value: '—'
})

test('outputs are previewed under their group', () => {
  const [email, name, office] = [row('email', 'User'), row('name', 'User'), row('office', 'Place')]
  expect(groupedRows([email, name, office])).toEqual([
    ['User', [email, name]],
    ['Place', [office]]
  ])
})

test('the outputs of a single group are one list', () => {
  const rows = [row('email', null), row('name', null)]
  expect(groupedRows(rows)).toEqual([[null, rows]])
})
