import { existsSync } from 'node:fs'
import { noSurroundings } from '@hookwright/engine'
import { runCardAlone } from '@hookwright/engine/testing'
import { Card, FieldId } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { cardDocs } from './docs.ts'
import { cardSpecs } from './index.ts'

describe.each([...cardSpecs.values()])('$title ($type)', spec => {
  test('lies in the folder of its type', () => {
    expect(existsSync(new URL(`./${spec.type}/card.ts`, import.meta.url))).toBe(true)
  })

  test('is a card that reads when it has just been put on the canvas, with the blocks it needs', () => {
    const blank = { id: 'new', type: spec.type, inputs: {}, ...spec.blank() }
    expect(Card.safeParse(blank).error).toBeUndefined()
    expect(spec.readConfig(blank.config)).toMatchObject({ ok: true })
    const needed = spec.ports(blank.config, noSurroundings)?.blocks.map(block => block.id) ?? []
    expect(blank.blocks?.map(block => block.id) ?? []).toEqual(needed)
  })

  test('has ports with ids of their own', () => {
    const ports = spec.ports(spec.blank().config, noSurroundings)
    for (const side of [ports?.inputs ?? [], [...(ports?.outputs ?? []), ...(ports?.joins ?? [])]]) {
      const ids = side.map(port => port.id)
      expect(new Set(ids).size).toBe(ids.length)
      for (const id of ids) expect(FieldId.safeParse(id).success).toBe(true)
    }
  })

  test('refuses a config that it does not know', () => {
    expect(spec.readConfig({ ...spec.blank().config, unheardOf: 1 }).ok).toBe(false)
  })

  test('says in sentences what it does', () => {
    expect(cardDocs.get(spec.type)?.help).toMatch(/^[A-Z].*[.]$/s)
  })

  test('has a short summary where it is listed, and aliases in lower case, none twice', () => {
    const { summary, aliases = [] } = cardDocs.get(spec.type) ?? {}
    if (spec.starts === null) expect(summary).toMatch(/^[A-Z0-9][^.]{4,41}$/)
    expect(new Set(aliases).size).toBe(aliases.length)
    for (const alias of aliases) expect(alias).toBe(alias.toLowerCase())
  })

  test('does something, unless it only starts a flow or is silent', () => {
    if (spec.execute === null) expect(spec.starts !== null || spec.silent === true).toBe(true)
    else expect(typeof spec.execute).toBe('function')
  })
})

const shown = [...cardSpecs.values()].flatMap(spec => {
  const example = cardDocs.get(spec.type)?.example
  return example === undefined ? [] : [{ title: `${spec.group} ▸ ${spec.title}`, spec, example }]
})

test.each(shown)('the example of $title comes out as its help says', async ({ spec, example }) => {
  expect(await runCardAlone(spec, example.config, example.inputs)).toEqual(example.outputs)
})

test('no words are left of a card that is gone', () => {
  expect([...cardDocs.keys()].filter(type => !cardSpecs.has(type))).toEqual([])
})
