import { describe, expect, it } from 'vitest'
import { convert, everything, indexed, problemsIn } from './testing/convert.ts'

const items = { type: 'string' }

/** Converts an operation with a single list parameter. */
const convertList = (version: Record<string, string>, parameter: Record<string, unknown>) => {
  const list = 'swagger' in version ? { type: 'array', items } : { schema: { type: 'array', items } }
  const parameters = [{ name: 'ids', required: true, ...list, ...parameter }]
  const path = parameter.in === 'path' ? '/parcels/{ids}' : '/parcels'
  const documents = indexed({ ...version, paths: { [path]: { get: { parameters } } } })
  const conversion = convert(documents, everything(documents))
  const groups = conversion.flows[0]?.doc.cards.start?.config.groups
  const reason = conversion.notes.find(({ place }) => place.endsWith('parameter ids'))?.reason
  return { groups, problems: problemsIn(conversion), reason }
}

const old = { swagger: '2.0' }
const current = { openapi: '3.1.0' }

describe('a list in the parameters of an action', () => {
  it.each([
    [old, { in: 'path', collectionFormat: 'multi' }, 'commas'],
    [old, { in: 'header', collectionFormat: 'multi' }, 'commas'],
    [old, { in: 'path', collectionFormat: 'ssv' }, 'spaces'],
    [old, { in: 'query' }, 'commas'],
    [old, { in: 'query', collectionFormat: 'csv' }, 'commas'],
    [old, { in: 'query', collectionFormat: 'ssv' }, 'spaces'],
    [old, { in: 'query', collectionFormat: 'tsv' }, 'tabs'],
    [old, { in: 'query', collectionFormat: 'pipes' }, 'pipes'],
    [current, { in: 'path', explode: true }, 'commas'],
    [current, { in: 'query', explode: false }, 'commas'],
    [current, { in: 'query', style: 'spaceDelimited' }, 'spaces'],
    [current, { in: 'query', style: 'pipeDelimited', explode: false }, 'pipes']
  ])('of %j with %j is one text with %s', (version, parameter, separator) => {
    const { groups, problems, reason } = convertList(version, parameter)
    expect(problems).toEqual([])
    expect(groups).toMatchObject([{ fields: [{ dataType: { kind: 'text', list: false } }] }])
    expect(reason).toContain(`separated by ${separator}`)
  })

  it.each([
    [old, { in: 'query', collectionFormat: 'multi' }],
    [current, { in: 'query' }],
    [current, { in: 'query', style: 'pipeDelimited', explode: true }]
  ])('of %j with %j stays a list', (version, parameter) => {
    const { groups, problems, reason } = convertList(version, parameter)
    expect(problems).toEqual([])
    expect(groups).toMatchObject([{ fields: [{ dataType: { kind: 'text', list: true } }] }])
    expect(reason).toBe(undefined)
  })
})
