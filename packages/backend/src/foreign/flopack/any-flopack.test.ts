import { cardSpecs } from '@hookwright/cards'
import { Flow } from '@hookwright/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { convertForeign } from '../open-foreign.ts'
import { from, writeFlopack, writeFlow } from '../testing.ts'
import { end, flow, helper, newTestId, problemsIn, readUser, start } from './run-imported.ts'

/** Flopack that uses most constructs of the file format. The tests change it at random. */
const sample = JSON.parse(
  writeFlopack({
    main: flow(
      start({ n: 'number', names: 'string[]' }),
      {
        ...{
          id: 'if',
          op: 'control.if',
          in: { 'left-operand': from('start', 'n'), operator: '>', 'right-operand': 1 }
        },
        ...{
          whenTrue: [readUser],
          whenFalse: [{ id: 'now', op: 'date.now', out: { date: 'Date', hour: 'number' } }],
          joins: { mail: 'string' }
        }
      },
      {
        id: 'each',
        op: 'list.map',
        in: { list: from('start', 'names'), flo: 'help', concurrency: 2, name: { item: '' } },
        types: { list: 'string[]', flo: 'flo' },
        out: { 'new list': 'object[]' }
      },
      {
        ...{ id: 'try', op: 'control.tryCatch', out: { text: 'string' }, types: { flo: 'flo' } },
        in: {
          flo: writeFlow([start({ 'context/N': 'string' }), end({ text: from('start', 'context/N') })]),
          'context/N': from('start', 'n')
        },
        policy: {
          type: 'handler',
          flo: writeFlow([start({ 'context/error': 'object' }), end({ text: 'failed' })])
        }
      },
      {
        id: 'text',
        op: 'string.compose',
        in: { _text_: 'a {{{k}}} b', k: from('try', 'text') },
        out: { output: 'string' }
      },
      {
        id: 'open',
        op: 'object.expand',
        in: { object: { a: 1 } },
        paths: { 'p/value': ['a', 'b'] },
        out: { 'p/value': 'string' }
      },
      {
        id: 'pick',
        op: 'object.pick',
        in: { object: from('open', 'p/value') },
        out: { 'a.b': 'string', c: 'object' }
      },
      end(
        { list: from('each', 'new list'), text: from('text', 'output'), c: from('pick', 'c') },
        { list: 'object[]' }
      )
    ),
    help: helper('Help', start({ name: 'string' }), {
      id: 'made',
      op: 'object.construct',
      in: { name: from('start', 'name') },
      out: { output: 'object' }
    })
  })
)

const places = (value: unknown, path: (string | number)[] = []): (string | number)[][] =>
  typeof value !== 'object' || value === null
    ? [path]
    : [
        path,
        ...Object.entries(value).flatMap(([key, inside]) =>
          places(inside, [...path, Array.isArray(value) ? Number(key) : key])
        )
      ]

const allPlaces = places(sample).filter(path => path.length > 0)

const mutate = (root: unknown, path: (string | number)[], change: (old: unknown) => unknown): void => {
  const parent = path.slice(0, -1).reduce((value: unknown, key) => Object(value)[key], root)
  const key = path.at(-1)
  if (typeof parent !== 'object' || parent === null || key === undefined) return
  const made = change(Reflect.get(parent, key))
  if (made === undefined) Reflect.deleteProperty(parent, key)
  else Reflect.set(parent, key, made)
}

const anything = fc.oneof(
  fc.constantFrom(
    undefined,
    null,
    '',
    0,
    -1,
    true,
    [],
    {},
    'flo',
    'object',
    'main',
    '__proto__',
    'constructor',
    'start',
    'control.if',
    'root:kernel:list:0.0.1:each',
    'root:kernel:control:0.0.1:return',
    'root:channels:http:x'
  ),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary' })
)

test('any change of a file is imported whole, or refused with a sentence', () => {
  const changes = fc.array(
    fc.tuple(fc.nat(allPlaces.length - 1), anything, fc.option(fc.nat(allPlaces.length - 1))),
    { minLength: 1, maxLength: 6 }
  )
  fc.assert(
    fc.property(changes, list => {
      const changed = structuredClone(sample)
      for (const [at, value, copied] of list) {
        const copy =
          copied === null
            ? value
            : (allPlaces[copied] ?? []).reduce((inside: unknown, key) => Object(inside)[key], changed)
        mutate(changed, allPlaces[at] ?? [], () => (copy === undefined ? undefined : structuredClone(copy)))
      }
      const read = convertForeign(JSON.stringify(changed), { specs: cardSpecs, newId: newTestId })
      if (!read.ok) {
        expect(read.why).toMatch(/\.$/)
        return
      }
      for (const { doc } of read.content.flows) {
        const shape = Flow.safeParse(doc)
        if (!shape.success) throw new Error(JSON.stringify(shape.error.issues[0]))
      }
      problemsIn(read.content)
    }),
    { numRuns: 300 }
  )
})

test('any text is either a flopack or refused with a sentence', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), source => {
      const read = convertForeign(source, { specs: cardSpecs, newId: newTestId })
      expect(read).toEqual({ ok: false, why: expect.stringMatching(/\.$/) })
    })
  )
})
