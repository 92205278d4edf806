import { type Binding, type Block, type Card, type Flow, literal, pill, text } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Catalog, emptyCatalog } from '../card/catalog.ts'
import { type CardSpec, defineCard, specsOf } from '../card/define-card.ts'
import { ports } from '../card/ports.ts'
import { smallCards } from '../testing/small-cards.ts'
import { flowOf, signature } from '../testing.ts'
import { problemsOf } from './problems.ts'

const specs = specsOf(smallCards)

const card = (
  id: string,
  type: string,
  inputs: Record<string, Binding> = {},
  parts: Partial<Card> = {}
): Card => ({
  id,
  type,
  config: {},
  inputs,
  ...parts
})
const start = card('start', 'start')
const end = card('end', 'return')
const found = (flow: Flow, around: Catalog = emptyCatalog): string[] =>
  problemsOf(flow, specs, around).map(({ card: at, block, field, code }) =>
    [at ?? '-', block, field, code].filter(part => part !== undefined).join(' ')
  )
const between = (...cards: Card[]): Flow => flowOf(start, ...cards, end)
const withBlocks = (flow: Flow, ...inner: Card[]): Flow => ({
  ...flow,
  cards: { ...flow.cards, ...Object.fromEntries(inner.map(each => [each.id, each])) }
})
const block = (id: string, strip: string[] = [], joins: Record<string, Binding> = {}): Block => ({
  id,
  strip,
  joins
})

describe('the ends of a flow', () => {
  test('have no problem with a start card first and a matching return card last', () => {
    expect(found(between())).toEqual([])
  })

  test.each<[string, Flow, string[]]>([
    ['nothing', flowOf(), ['- flow-empty']],
    ['no start card', flowOf(card('a', 'echo'), end), ['a start-card']],
    ['no return card', flowOf(start, card('a', 'echo')), ['- return-card']],
    ['a second start card', between(card('again', 'start')), ['again card-misplaced']],
    ['a return card in the middle', flowOf(start, card('early', 'return'), end), ['early card-misplaced']],
    ['a skipped start card', flowOf({ ...start, skipped: true }, end), ['start card-misplaced']],
    ['a card of an unknown type', between(card('x', 'magic')), ['x card-type']],
    ['an unknown card at the start', flowOf(card('x', 'magic'), end), ['x start-card', 'x card-type']]
  ])('[row 16a, 16b] with %s are a problem', (_, flow, problems) => {
    expect(found(flow)).toEqual(problems)
  })

  test('with a return card of another kind of flow are a problem', () => {
    const other: CardSpec[] = smallCards.map(spec =>
      spec.returns === null ? spec : { ...spec, returns: { ...spec.returns, kinds: ['authping'] } }
    )
    expect(problemsOf(between(), specsOf(other), emptyCatalog)).toEqual([
      {
        code: 'return-card',
        card: 'end',
        message: '“A return” cannot end a flow that starts with “A start”. Delete it.'
      }
    ])
  })

  test('a return card inside a block is misplaced, even at its end', () => {
    const fork = card('f', 'fork', {}, { blocks: [block('yes', ['r']), block('no')] })
    expect(found(withBlocks(between(fork), card('r', 'return')))).toEqual(['r card-misplaced'])
  })
})

describe('an input', () => {
  const n = (binding?: Binding): Flow =>
    between(card('n', 'number', binding === undefined ? {} : { n: binding }))

  test.each<[string, Binding | undefined, string[]]>([
    ['nothing', undefined, ['n n input-required']],
    ['a literal null', literal(null), ['n n input-required']],
    ['an empty literal', literal(''), ['n n input-required']],
    ['empty text', text('', ''), ['n n input-required']],
    ['a literal that fits', literal('12'), []],
    ['a literal that does not fit', literal('many'), ['n n input-literal']],
    ['a pill of Any', pill('start', 'in', ['a', 0]), []],
    ['a pill of another type', pill('start', 'name'), ['n n pill-type']],
    ['a pill into a value without parts', pill('start', 'name', ['a']), ['n n pill-field']],
    ['a pill of a field that is not there', pill('start', 'toString'), ['n n pill-field']],
    ['a pill of a card that is not there', pill('gone', 'in'), ['n n pill-gone']],
    ['a pill of a later card', pill('end', 'value'), ['n n pill-order']],
    ['a pill of itself', pill('n', 'out'), ['n n pill-field']],
    ['text that may be a number', text('1', pill('start', 'name')), []]
  ])('that is required, fed by %s', (_, binding, problems) => {
    expect(found(n(binding))).toEqual(problems)
  })

  test('that needs a list or an object cannot be text', () => {
    expect(found(between(card('e', 'each', { list: text('a', pill('start', 'in')) })))).toEqual([
      'e list input-text'
    ])
  })

  test('with a text of several values of a deleted card is reported once', () => {
    const several = card('s', 'each', { slot: text(pill('gone', 'first'), ' ', pill('gone', 'last')) })
    expect(found(between(several))).toEqual(['s slot pill-gone'])
  })

  test('that was removed is a problem until its mapping is removed', () => {
    expect(found(between(card('a', 'echo', { other: literal(1) })))).toEqual(['a other input-unknown'])
    expect(found(between(card('a', 'echo', { constructor_: literal(1), toString: literal(1) })))).toEqual([
      'a constructor_ input-unknown',
      'a toString input-unknown'
    ])
  })

  test('of a skipped card is not checked', () => {
    expect(found(between(card('n', 'number', {}, { skipped: true })))).toEqual([])
    expect(found(between(card('n', 'call', { x: pill('gone', 'y') }, { skipped: true })))).toEqual([])
  })

  test('can use the inner fields of its own card only if its slot allows that', () => {
    const item = pill('e', 'item')
    expect(found(between(card('e', 'each', { slot: item })))).toEqual([])
    expect(found(between(card('e', 'each', { list: item })))).toEqual(['e list pill-field'])
    expect(found(between(card('e', 'each'), card('a', 'echo', { value: item })))).toEqual([
      'a value pill-field'
    ])
  })

  test('reports its problem in a sentence with the names on the canvas', () => {
    const named = between(card('n', 'number', { n: pill('start', 'name') }, { title: 'Sum' }))
    expect(problemsOf(named, specs, emptyCatalog)).toEqual([
      {
        code: 'pill-type',
        card: 'n',
        field: 'n',
        message:
          '“Name” of “A start” is Text, but Number is expected here. Convert the value first, or map another one.'
      }
    ])
  })

  test('that is typed as a Number and would lose digits says so, instead of being Text', () => {
    const long = between(card('n', 'number', { n: literal('9007199254740993') }))
    expect(problemsOf(long, specs, emptyCatalog).map(({ message }) => message)).toEqual([
      '“Amount” expects Number, but 9007199254740993 is larger than 2^53 and would lose digits as a Number; enter a smaller number, or use Text.'
    ])
  })
})

describe('a block card', () => {
  const tryCard = (catching: Record<string, Binding> = {}, joins: Record<string, Binding> = {}): Flow =>
    withBlocks(
      between(card('t', 'try', {}, { blocks: [block('try', ['x'], joins), block('catch', ['y'])] })),
      card('x', 'echo'),
      card('y', 'echo', catching)
    )

  test.each<[string, Flow, string[]]>([
    ['is fine', tryCard(), []],
    ['shows its inner field in the block for it', tryCard({ value: pill('t', 'error', ['code']) }), []],
    ['shows no other field there', tryCard({ value: pill('t', 'joined') }), ['y value pill-field']],
    ['shows nothing of its other blocks', tryCard({ value: pill('x', 'out') }), ['y value pill-order']],
    ['is fed by the cards of its block', tryCard({}, { joined: pill('x', 'out') }), []],
    ['is not fed by another block', tryCard({}, { joined: pill('y', 'out') }), ['t try joined pill-order']],
    [
      'is not fed by a field that it does not show there',
      tryCard({}, { joined: pill('t', 'error') }),
      ['t try joined pill-field']
    ],
    [
      'is fed no join that it does not have',
      tryCard({}, { other: literal(1) }),
      ['t try other input-unknown']
    ]
  ])('%s', (_, flow, problems) => {
    expect(found(flow)).toEqual(problems)
  })

  test('shows its inner field in one block only', () => {
    const flow = withBlocks(
      between(card('t', 'try', {}, { blocks: [block('try', ['x']), block('catch')] })),
      card('x', 'echo', { value: pill('t', 'error') })
    )
    expect(found(flow)).toEqual(['x value pill-field'])
  })

  test('shows later cards its joins and no other value of its blocks', () => {
    const behind = (value: Binding): string[] => {
      const fork = card('f', 'fork', {}, { blocks: [block('yes', ['x']), block('no')] })
      return found(withBlocks(between(fork, card('b', 'echo', { value })), card('x', 'echo')))
    }
    expect(behind(pill('f', 'joined'))).toEqual([])
    expect(behind(pill('x', 'out'))).toEqual(['b value pill-order'])
  })

  test.each([
    [[]],
    [[block('yes')]],
    [[block('no'), block('yes')]],
    [[block('yes'), block('no'), block('more')]]
  ])('with the blocks %j is incomplete', blocks => {
    expect(found(between(card('f', 'fork', {}, { blocks })))).toEqual(['f blocks'])
  })
})

describe('a card that calls a flow', () => {
  const helper = new Map([['h', signature({ id: 'h' })]])

  test('needs an existing flow', () => {
    const calling = between(card('c', 'call', {}, { config: { flowId: 'h' } }))
    expect(found(calling)).toEqual(['c helper-gone'])
    expect(found(calling, { ...emptyCatalog, flows: helper })).toEqual([])
  })

  test('reports an unreadable config once, and cards that read it do not repeat that', () => {
    const unset = between(
      card('c', 'call', { stray: pill('gone', 'x') }),
      card('a', 'echo', { value: pill('c', 'any') })
    )
    expect(problemsOf(unset, specs, emptyCatalog)).toEqual([
      { code: 'card-config', card: 'c', message: 'Choose a flow.' }
    ])
  })
})

test('reports problems of its own check with code, field and sentence', () => {
  const checked = defineCard({
    type: 'echo',
    title: 'Checked',
    group: 'Text',
    config: z.strictObject({}),
    blank: () => ({ config: {} }),
    ports: () => ports({}),
    check: (_, self) => [
      { message: `${self.id} is odd.` },
      { code: 'connection', field: 'f', message: 'Choose a connection.' }
    ]
  })
  const own = specsOf(smallCards.map(spec => (spec.type === 'echo' ? checked : spec)))
  expect(problemsOf(between(card('a', 'echo')), own, emptyCatalog)).toEqual([
    { code: 'card-config', card: 'a', message: 'a is odd.' },
    { code: 'connection', card: 'a', field: 'f', message: 'Choose a connection.' }
  ])
})
