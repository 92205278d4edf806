import { emptyCatalog, problemsOf } from '@hookwright/engine'
import { type Card, emptyFlow, type JsonObject, literal, type Problem, pill } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { cardSpecs } from '../index.ts'
import { measures } from './measures.ts'
import { bottomPaddingOf, heightOfRow, heightOfRows, nameOfPlace, type Row } from './row.ts'
import type { RowsInput } from './rows-input.ts'
import { rowsOf } from './rows-of.ts'

const rowsFor = (type: string, parts: Partial<Card> = {}, params: Partial<RowsInput> = {}) => {
  const spec = cardSpecs.get(type)
  if (spec === undefined) throw new Error(`There is no card ${type}.`)
  const card: Card = { id: 'c', type, inputs: {}, ...spec.blank(), ...parts }
  return rowsOf({
    card,
    spec,
    ports: spec.ports(card.config, emptyCatalog),
    catalog: emptyCatalog,
    problems: [],
    flipped: new Set(),
    known: new Map(),
    values: null,
    ...params
  })
}

const wordsOf = (row: Row): string => {
  switch (row.kind) {
    case 'section':
      return `# ${row.label}`
    case 'part':
      return `(${row.key})`
    case 'message':
      return `! ${row.problem.code}`
    case 'failure':
      return `! ${row.message}`
    case 'setting':
      return `${row.setting.label}:`
    case 'input':
      return `> ${row.port.label}`
    case 'lost':
      return `x ${row.at.field}`
    case 'output':
      return `${'  '.repeat(row.depth)}< ${row.label}`
    case 'key':
      return `${'  '.repeat(row.depth)}…`
    case 'add':
      return `+ ${row.setting.noun}`
  }
}

/** Key of the folded section of a request's settings. */
const SETTINGS = 'group:Request settings'

/** Expected rows of a helper flow's outputs that describe its call. */
const call = ['# Call', '< Index', '< Caller', '< Error']

describe('the rows of a card', () => {
  test('have the effective value for a setting that its config does not contain', () => {
    const { head } = rowsFor('raw-request', { config: { method: 'POST' } }, { flipped: new Set([SETTINGS]) })
    const presets = head.flatMap(row => (row.kind === 'setting' ? [[row.setting.key, row.preset]] : []))
    expect(Object.fromEntries(presets)).toMatchObject({
      ...{ method: undefined, bodyFormat: 'as-mapped', authenticate: true, failOnError: true },
      timeoutSeconds: 30
    })
  })

  test('list its settings, inputs and outputs', () => {
    const { head, foot } = rowsFor('hmac')
    expect(head.map(wordsOf)).toEqual(['Algorithm:', 'Output encoding:', 'Key encoding:', '> Text', '> Key'])
    expect(foot.map(wordsOf)).toEqual(['# Outputs', '< Digest'])
  })

  test('allow adding fields if its spec says so', () => {
    const fields = [{ id: 'f', label: 'Team', dataType: { kind: 'text', list: false } }]
    expect(rowsFor('assign', { config: { fields } }).head.map(wordsOf)).toEqual(['> Team', '+ Value'])
    expect(rowsFor('helper-flow').foot.map(wordsOf)).toEqual(['# Inputs', '+ Input', ...call])
  })

  test('have the button to add a field at the end of its own group', () => {
    const spec = cardSpecs.get('helper-flow')
    const dataType = { kind: 'text', list: false }
    const inputs = [{ id: 'who', label: 'Who', fieldType: 'text-field', dataType, required: false }]
    const catalog = { ...emptyCatalog, connectionFields: [{ id: 'key', label: 'API key' }] }
    const foot = (config: Card['config']): string[] =>
      rowsFor('helper-flow', { config }, { ports: spec?.ports(config, catalog) ?? null }).foot.map(wordsOf)
    expect(foot({ inputs })).toEqual(['# Inputs', '< Who', '+ Input', ...call, '# Connection', '< API key'])
    expect(foot({ inputs: [] })).toEqual(['# Inputs', '+ Input', ...call, '# Connection', '< API key'])
  })

  test('contain the joins of each block, and the values that its blocks can see', () => {
    const joins = [{ id: 'j', label: 'Name', dataType: { kind: 'text', list: false } }]
    const rows = rowsFor('if-error', { config: { joins } })
    expect(rows.joins.map(block => block.map(wordsOf))).toEqual([['> Name'], ['> Name']])
    expect(rows.foot.map(wordsOf)).toEqual([
      '# Outputs',
      '< Name',
      '+ Output',
      '# For cards inside',
      '< Error'
    ])
  })

  test('show the settings of each block before its inputs', () => {
    const { head } = rowsFor('if-else-if')
    expect(head.map(wordsOf)).toEqual([
      ...['Case 1', 'Case 2'].flatMap(name => [`# ${name}`, '> Value', '> Comparison', '> Compare with']),
      '+ Case'
    ])
    expect(head.flatMap(row => (row.kind === 'section' ? [row.item?.id] : []))).toEqual(['case1', 'case2'])
    const { foot } = rowsFor('for-each')
    expect(foot.map(wordsOf)).toEqual(['# In each iteration', '< Item', '< Index'])
  })

  test('unfold a tree to the known depth of a value', () => {
    const known = new Map([['body', [['user', 'id'], ['kind']]]])
    const closed = rowsFor('webhook-event', {}, { known })
    expect(closed.foot.map(wordsOf)).toEqual([
      '# Event payload',
      '< Body',
      '< Headers',
      '< Query',
      '< Method',
      '< Received at'
    ])
    const flipped = new Set(['["body"]', '["body","user"]'])
    const open = rowsFor('webhook-event', {}, { known, flipped })
    expect(open.foot.map(wordsOf).slice(1, 7)).toEqual([
      '< Body',
      '  < user',
      '    < id',
      '    …',
      '  < kind',
      '  …'
    ])
  })

  test('omit folded rows', () => {
    expect(rowsFor('hmac', {}, { flipped: new Set(['outputs']) }).foot.map(wordsOf)).toEqual(['# Outputs'])
  })

  test('of a request end with its settings, folded, in words if they differ from a new card', () => {
    const main = ['Method:', '> URL', '> Query', '> Headers', 'Body format:', '> Body', '# Request settings']
    expect(rowsFor('raw-request').head.map(wordsOf)).toEqual(main)
    const open = rowsFor('raw-request', {}, { flipped: new Set([SETTINGS]) }).head.map(wordsOf)
    expect(open.slice(0, main.length)).toEqual(main)
    expect(open.slice(main.length, main.length + 2)).toEqual(['Encode values in the URL:', 'Authenticate:'])
    const asideWith = (config: JsonObject): string | undefined => {
      const row = rowsFor('raw-request', { config: { ...blank, ...config } }).head.at(-1)
      return row?.kind === 'section' ? row.aside : undefined
    }
    const blank = cardSpecs.get('raw-request')?.blank().config ?? {}
    expect(asideWith({ method: 'POST', bodyFormat: 'json' })).toBe('Default')
    expect(asideWith({ authenticate: false })).toBe('Authenticate off')
    expect(asideWith({ retry: 'always', timeoutSeconds: 60 })).toBe('Retry always · 60 s')
    expect(asideWith({ authenticate: false, expectJson: false })).toBe('2 changed')
  })

  test('of folded settings are shown while one has a problem, and stay after the change that fixes it', () => {
    const config: JsonObject = { ...cardSpecs.get('raw-request')?.blank().config, pages: 'page' }
    const field = 'config.pageParameter'
    const problems: Problem[] = [{ code: 'card-config', card: 'c', field, message: 'Enter a name.' }]
    const { head } = rowsFor('raw-request', { config }, { problems })
    const words = head.map(wordsOf)
    const from = words.indexOf('# Request settings')
    expect(words[from + 1]).toBe('! card-config')
    expect(words.slice(from)).toContain('Parameter:')
    const opens = head.flatMap(row => (row.kind === 'setting' ? [row.opens] : []))
    expect(opens.at(-1)).toBe(SETTINGS)
    const invalid = rowsFor('raw-request', { config: { ...config, timeoutSeconds: 99 } }).head.map(wordsOf)
    expect(invalid).toContain('Timeout:')
    expect(invalid).toContain('Body format:')
  })

  test('show the mapping of a removed input', () => {
    const inputs = { text: literal('x'), old: pill('a', 'b') }
    expect(rowsFor('compose', { inputs }).head.map(wordsOf)).toEqual(['> Text', 'x old'])
  })

  test('begin with the error of the card in the displayed run', () => {
    const [first] = rowsFor('compose', {}, { failure: 'The text is too long.' }).head
    expect(first && wordsOf(first)).toBe('! The text is too long.')
  })

  test('show each problem at its field, and problems of the whole card at the top', () => {
    const card: Card = { id: 'c', type: 'hmac', inputs: {}, ...cardSpecs.get('hmac')?.blank(), config: {} }
    const flow = { ...emptyFlow, strip: ['c'], cards: { c: card } }
    const problems = problemsOf(flow, cardSpecs, emptyCatalog).filter(problem => problem.card === 'c')
    const rows = rowsFor('hmac', { config: {} }, { problems })
    const shown = rows.head.flatMap((row): Problem[] =>
      row.kind === 'message' ? [row.problem] : row.kind === 'input' ? row.problems : []
    )
    expect(shown).toHaveLength(problems.length)
  })
})

describe('the height of a card', () => {
  test('is the sum of its rows, and 0 without rows', () => {
    const { head } = rowsFor('hmac')
    expect(heightOfRows(head)).toBe(
      measures.pad + bottomPaddingOf(head) + head.reduce((sum, row) => sum + heightOfRow(row), 0)
    )
    expect(heightOfRows([])).toBe(0)
  })

  test('grows by the settings of a request when they are unfolded', () => {
    const folded = heightOfRows(rowsFor('raw-request').head)
    const unfolded = rowsFor('raw-request', {}, { flipped: new Set([SETTINGS]) }).head
    const settings = unfolded.slice(unfolded.findIndex(row => row.kind === 'section') + 1)
    expect(settings).toHaveLength(10)
    expect(heightOfRows(unfolded) - folded).toBe(10 * measures.setting)
  })

  test.each([
    ['raw-request', 'method', measures.setting],
    // “Milliseconds since 1970” is cut off next to the label.
    ['date-to-unix', 'unit', measures.label + measures.control + measures.fieldGap]
  ])('of %s has a label above %s where an option does not fit next to it', (type, key, height) => {
    const row = rowsFor(type).head.find(row => row.kind === 'setting' && row.setting.key === key)
    expect(row && heightOfRow(row)).toBe(height)
  })

  test('leaves the same space below an input on a line of its own and one next to its label', () => {
    const { head } = rowsFor('compose')
    const inline = head.map((row): Row => (row.kind === 'input' ? { ...row, inline: true } : row))
    expect(bottomPaddingOf(head) + measures.fieldGap).toBe(measures.side)
    expect(bottomPaddingOf(inline) + measures.inlineGap).toBe(measures.side)
  })

  test('grows with the lines of a text, up to a bound', () => {
    const heightWith = (lines: number): number =>
      heightOfRows(rowsFor('compose', { inputs: { text: literal(Array(lines).fill('x').join('\n')) } }).head)
    expect(heightWith(3)).toBe(heightWith(1))
    expect(heightWith(5) - heightWith(4)).toBe(measures.fieldLine)
    expect(heightWith(500)).toBe(heightWith(8))
  })

  test('grows with the length of a problem, up to four lines', () => {
    const heightWith = (failure: string): number =>
      heightOfRows(rowsFor('compose', {}, { failure }).head) - heightOfRows(rowsFor('compose').head)
    expect(heightWith('x'.repeat(80)) - heightWith('x'.repeat(70))).toBe(measures.messageLine)
    expect(heightWith('x'.repeat(5000))).toBe(heightWith('x'.repeat(150)))
  })

  test('grows by a line for a value below a field, and not for one at the end of an output', () => {
    const values = { inputs: { text: 'x' }, outputs: { output: 'x' } }
    const { head, foot } = rowsFor('compose', {}, { values })
    const before = rowsFor('compose')
    expect(heightOfRows(head) - heightOfRows(before.head)).toBe(measures.value)
    expect(heightOfRows(foot)).toBe(heightOfRows(before.foot))
  })

  test('grows by up to two more lines for a value that one would cut', () => {
    const heightWith = (text: string): number =>
      heightOfRows(rowsFor('compose', {}, { values: { inputs: { text }, outputs: {} } }).head)
    expect(heightWith('Welcome to Sales, Ada Example!')).toBe(heightWith('x'))
    expect(heightWith('Welcome to Sales, Ada Example! Your laptop is HR-0007.') - heightWith('x')).toBe(
      measures.messageLine
    )
    expect(heightWith('x'.repeat(5_000)) - heightWith('x')).toBe(2 * measures.messageLine)
  })
})

test('a place has a name of its own', () => {
  const places = [
    { card: 'a', field: 'b' },
    { card: 'a', block: 'b', field: 'b' },
    { card: 'a', block: 'b', field: 'c' },
    { card: 'b', field: 'b' }
  ]
  expect(new Set(places.map(nameOfPlace)).size).toBe(places.length)
})
