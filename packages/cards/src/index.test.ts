import { existsSync } from 'node:fs'
import { emptyCatalog } from '@hookwright/engine'
import { runCardAlone } from '@hookwright/engine/testing'
import { Card, FieldId } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { cardDocs } from './docs.ts'
import { cardSpecs } from './index.ts'

describe.each([...cardSpecs.values()])('$title ($type)', spec => {
  test('is in the folder of its type', () => {
    expect(existsSync(new URL(`./${spec.type}/card.ts`, import.meta.url))).toBe(true)
  })

  test('can be read when it is new on the canvas, with the blocks it needs', () => {
    const blank = { id: 'new', type: spec.type, inputs: {}, ...spec.blank() }
    expect(Card.safeParse(blank).error).toBeUndefined()
    expect(spec.readConfig(blank.config)).toMatchObject({ ok: true })
    const needed = spec.ports(blank.config, emptyCatalog)?.blocks.map(block => block.id) ?? []
    expect(blank.blocks?.map(block => block.id) ?? []).toEqual(needed)
  })

  test('has ports with unique ids', () => {
    const ports = spec.ports(spec.blank().config, emptyCatalog)
    for (const side of [ports?.inputs ?? [], [...(ports?.outputs ?? []), ...(ports?.joins ?? [])]]) {
      const ids = side.map(port => port.id)
      expect(new Set(ids).size).toBe(ids.length)
      for (const id of ids) expect(FieldId.safeParse(id).success).toBe(true)
    }
  })

  test('refuses an unknown config', () => {
    expect(spec.readConfig({ ...spec.blank().config, unheardOf: 1 }).ok).toBe(false)
  })

  test('has help texts in sentences', () => {
    expect(cardDocs.get(spec.type)?.help).toMatch(/^[A-Z].*[.]$/s)
  })

  test('has a short summary for lists, and unique aliases in lower case', () => {
    const { summary, aliases = [] } = cardDocs.get(spec.type) ?? {}
    if (spec.starts === null) {
      expect(summary).toMatch(/^[A-Z0-9][^.]+$/)
      expect(summary?.length, `length of “${summary}”`).toBeLessThanOrEqual(42)
    }
    expect(new Set(aliases).size).toBe(aliases.length)
    for (const alias of aliases) expect(alias).toBe(alias.toLowerCase())
  })

  test('has an executor, unless it only starts a flow or is silent', () => {
    if (spec.execute === null) expect(spec.starts !== null || spec.silent === true).toBe(true)
    else expect(typeof spec.execute).toBe('function')
  })
})

const shown = [...cardSpecs.values()].flatMap(spec => {
  const example = cardDocs.get(spec.type)?.example
  return example === undefined ? [] : [{ title: `${spec.group} ▸ ${spec.title}`, spec, example }]
})

test.each(shown)('the example of $title has the result that its help shows', async ({ spec, example }) => {
  expect(await runCardAlone(spec, example.config, example.inputs)).toEqual(example.outputs)
})

test('there are no docs of a removed card', () => {
  expect([...cardDocs.keys()].filter(type => !cardSpecs.has(type))).toEqual([])
})
